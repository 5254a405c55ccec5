import { render } from '@react-email/render'
import type { ReactNode } from 'react'
import { publicEnv } from '@/lib/public-env'

/** What a mail says, once for both of its forms: markup and plain text. */
export type Message = { subject: string; lines: string[]; action?: { label: string; link: string }; note?: string }

/** The tokens of app/globals.css as mail programs understand them. */
const INK = '#1a201b'
const PAPER = '#f9faf9'
const GROUND = '#f9faf8'
const PLATE = '#fefefe'
const QUIET = '#585e58'
const LINE = '#dddfdc'
const HOLD = '#aad814'

const SANS = "'Instrument Sans', -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const MONO = "'Geist Mono', ui-monospace, Menlo, Consolas, monospace"
const WIDTH = 520

/** Inline styles are the light plate; programs that know the query get the dark one. */
const DARK = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.ground{background:#0d100e!important}
.plate{background:#111412!important;border-color:#242825!important}
.rule{border-color:#242825!important}
.ink{color:#ecedeb!important}
.quiet{color:#9aa09a!important}
.action{background:#ecedeb!important;color:#111512!important}
}`

function Rows({ children, ...rest }: { children: ReactNode; className?: string; width?: string; style?: object }) {
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} border={0} {...rest}>
      <tbody>{children}</tbody>
    </table>
  )
}

/** The hold and the name. The square is a box with a colour: a mail loads nothing from anywhere. */
function Sender() {
  const hold = { display: 'inline-block', width: 9, height: 9, marginRight: 8, backgroundColor: HOLD }
  return (
    <p className="ink" style={{ margin: '0 0 16px', fontSize: 15, lineHeight: '24px', fontWeight: 600, color: INK }}>
      <span style={hold} />
      {publicEnv.appName}
    </p>
  )
}

const button = { display: 'inline-block', padding: '10px 16px', borderRadius: 6, backgroundColor: INK, color: PAPER }
const paragraph = { margin: '12px 0 0', fontSize: 15, lineHeight: '24px', color: INK }

function Action({ label, link }: { label: string; link: string }) {
  return (
    <>
      <p style={{ margin: '24px 0 0' }}>
        <a className="action" href={link} style={{ ...button, fontSize: 14, fontWeight: 600, textDecoration: 'none' }}>
          {label}
        </a>
      </p>
      <p className="quiet" style={{ margin: '16px 0 0', fontSize: 13, lineHeight: '20px', color: QUIET }}>
        Or open this address:
        <br />
        <a
          className="quiet"
          href={link}
          style={{ color: QUIET, fontFamily: MONO, fontSize: 12, wordBreak: 'break-all' }}
        >
          {link}
        </a>
      </p>
    </>
  )
}

function Note({ children }: { children: string }) {
  const style = { margin: '24px 0 0', padding: '16px 0 0', borderTop: `1px solid ${LINE}`, fontSize: 13, color: QUIET }
  return (
    <p className="rule quiet" style={{ ...style, lineHeight: '20px' }}>
      {children}
    </p>
  )
}

function Plate({ subject, lines, action, note }: Message) {
  const style = { padding: '24px 24px 28px', backgroundColor: PLATE, border: `1px solid ${LINE}`, borderRadius: 8 }
  return (
    <td className="plate" style={style}>
      <h1 className="ink" style={{ margin: 0, fontSize: 20, lineHeight: '28px', fontWeight: 600, color: INK }}>
        {subject}
      </h1>
      {lines.map((line) => (
        <p key={line} className="ink" style={paragraph}>
          {line}
        </p>
      ))}
      {action && <Action {...action} />}
      {note && <Note>{note}</Note>}
    </td>
  )
}

/** One frame for every mail: a quiet plate, an ink button, a lichen square. */
function MailFrame(message: Message) {
  return (
    <html lang="en">
      {/* eslint-disable-next-line @next/next/no-head-element -- mails are documents of their own, no pages of Next */}
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{message.subject}</title>
        <style dangerouslySetInnerHTML={{ __html: DARK }} />
      </head>
      <body className="ground" style={{ margin: 0, padding: 0, backgroundColor: GROUND, fontFamily: SANS }}>
        <div style={{ display: 'none', maxHeight: 0, overflow: 'hidden' }}>{message.lines[0]}</div>
        <Rows className="ground" width="100%" style={{ backgroundColor: GROUND }}>
          <tr>
            <td align="center" style={{ padding: '32px 16px' }}>
              <div style={{ maxWidth: WIDTH, textAlign: 'left' }}>
                <Sender />
                <Rows width="100%" style={{ borderCollapse: 'separate' }}>
                  <tr>
                    <Plate {...message} />
                  </tr>
                </Rows>
              </div>
            </td>
          </tr>
        </Rows>
      </body>
    </html>
  )
}

/** The same words for programs that show no markup. */
const toText = ({ lines, action, note }: Message) =>
  [...lines, ...(action ? [`${action.label}:\n${action.link}`] : []), ...(note ? [note] : []), publicEnv.appName].join(
    '\n\n',
  ) + '\n'

/** Both forms of a mail. */
export async function renderMail(message: Message): Promise<{ html: string; text: string }> {
  return { html: await render(<MailFrame {...message} />), text: toText(message) }
}
