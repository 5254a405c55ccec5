import { ImageResponse } from 'next/og'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { publicEnv } from '@/lib/public-env'

export const shareImageSize = { width: 1200, height: 630 }

/** The light theme's colours; the renderer knows no OKLCH. */
const INK = '#161b17'
const PAPER = '#f9faf8'
const QUIET = '#585e58'
const LINE = '#c1c5c0'
const LICHEN = '#aad814'

/** What the fonts beside this file can draw. For anything else the renderer would ask hosts of its own for a font. */
const DRAWN =
  /[^\u0020-\u007e\u00a0-\u00a3\u00a7\u00ab\u00b0\u00b4\u00b7\u00ba\u00bb\u00bf-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126\u0127\u012a\u012b\u012e-\u0133\u0136\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u015b\u015e-\u0161\u0164\u0165\u016a-\u017e\u0218-\u021b\u1e9e\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac]/gu
const TITLE_MAX = 110

/** The text as far as it can be drawn, or undefined where most of it cannot. */
function drawable(text: string, max: number): string | undefined {
  const drawn = text.normalize('NFC').replace(DRAWN, '').replace(/\s+/g, ' ').trim()
  if (drawn.length < text.length / 2) return undefined
  return drawn.length > max ? `${drawn.slice(0, max - 1).trimEnd()}…` : drawn
}

const fontFile = (name: string) =>
  readFile(path.join(process.cwd(), 'components', 'layout', 'share-image', `${name}.woff`))

const loadFonts = async () => [
  { name: 'Instrument Sans', data: await fontFile('instrument-sans-600'), weight: 600 as const },
  { name: 'Instrument Sans Ext', data: await fontFile('instrument-sans-ext-600'), weight: 600 as const },
  { name: 'Geist Mono', data: await fontFile('geist-mono-400'), weight: 400 as const },
]
let fonts: ReturnType<typeof loadFonts> | undefined

type ShareImageProps = { title: string; label: string }

/** What a link looks like where it is shared: one plate, the title, who and when. Drawn here, with nothing fetched. */
export async function shareImage({ title, label }: ShareImageProps): Promise<ImageResponse> {
  const shown = drawable(title, TITLE_MAX) ?? publicEnv.appName
  return new ImageResponse(<Plate title={shown} label={drawable(label, 70) ?? ''} />, {
    ...shareImageSize,
    fonts: await (fonts ??= loadFonts()),
  })
}

function Plate({ title, label }: ShareImageProps) {
  const size = title.length > 70 ? 60 : title.length > 36 ? 72 : 88
  const rule = { display: 'flex', alignItems: 'center', padding: '0 56px' } as const
  return (
    <div style={{ display: 'flex', width: '100%', height: '100%', padding: 40, background: PAPER, color: INK }}>
      <div style={{ display: 'flex', flexDirection: 'column', flex: 1, border: `2px solid ${LINE}`, borderRadius: 12 }}>
        <div style={{ ...rule, height: 92, gap: 14, borderBottom: `2px solid ${LINE}`, fontSize: 34 }}>
          <svg width="34" height="34" viewBox="0 0 16 16">
            <path d="M2 1h12v3H5v11H2z" fill={INK} />
            <path d="M8 7h4v4H8z" fill={LICHEN} />
          </svg>
          <span style={{ fontFamily: 'Instrument Sans', letterSpacing: '-0.02em' }}>{publicEnv.appName}</span>
        </div>
        <div
          style={{
            ...rule,
            flex: 1,
            fontFamily: 'Instrument Sans, Instrument Sans Ext',
            fontSize: size,
            lineHeight: 1.08,
            letterSpacing: '-0.034em',
            wordBreak: 'break-word',
          }}
        >
          {title}
        </div>
        <div style={{ ...rule, height: 92, gap: 18, borderTop: `2px solid ${LINE}`, color: QUIET, fontSize: 26 }}>
          <span style={{ width: 18, height: 18, background: LICHEN }} />
          <span style={{ fontFamily: 'Geist Mono, Instrument Sans Ext' }}>{label}</span>
        </div>
      </div>
    </div>
  )
}
