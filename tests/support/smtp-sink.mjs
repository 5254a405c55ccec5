// A mail server on loopback that keeps what it gets. Tests read it over HTTP: GET /?to=ADDRESS answers the mails, newest last.
import { createServer } from 'node:http'
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

/** The readable text of a message: the first part, with its transfer encoding undone. */
function textOf(raw) {
  const [, body = ''] = raw.split(/\r?\n\r?\n([\s\S]*)/)
  const part = /^content-type: multipart/im.test(raw.slice(0, raw.length - body.length))
    ? body.split(/\r?\n--/)[0]
    : raw
  const [head = '', ...rest] = part.split(/\r?\n\r?\n/)
  const content = rest.join('\n\n')
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(content, 'base64').toString('utf8')
  const bytes = content
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Starts both servers on free ports. It takes `delayMs` to say that it has a mail. */
export async function startSmtpSink({ delayMs = 0 } = {}) {
  const mails = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1')
        const subject = /^subject: (.*)$/im.exec(raw)?.[1] ?? ''
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), subject, text: textOf(raw) })
        setTimeout(done, delayMs)
      })
    },
  })
  const inbox = createServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://localhost').searchParams.get('to')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(mails.filter((mail) => to === null || mail.to.includes(to))))
  })
  smtp.listen(0, '127.0.0.1')
  inbox.listen(0, '127.0.0.1')
  await Promise.all([once(smtp.server, 'listening'), once(inbox, 'listening')])
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.server.address().port}`,
    inboxUrl: `http://127.0.0.1:${inbox.address().port}`,
    stop: () => Promise.all([new Promise((done) => smtp.close(done)), new Promise((done) => inbox.close(done))]),
  }
}
