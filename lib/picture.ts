import 'server-only'
// Makes a picture that a stranger sent into one that is ours: decoded, cut to a small square, encoded anew. Nothing of the
// file itself is kept, so neither what a camera wrote into it nor what somebody hid behind it.
import { AppError } from '@/lib/errors'
import { singleton } from '@/lib/singleton'
import type { StoredFile } from '@/lib/storage'

const SIDE = 256
const QUALITY = 82
const PIXELS_MAX = 24_000_000
const DEADLINE_SECONDS = 5
const WAITING_MAX = 4

/** The decoders of what we take; all others, SVG's first, are off for whatever bytes come. */
const DECODERS = ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp']

/** Loaded with the first picture. */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: DECODERS })
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}
const decoder = () => singleton('picture.sharp', loadSharp)

type Queue = { waiting: number; last: Promise<unknown> }
const queue = () => singleton('picture.queue', (): Queue => ({ waiting: 0, last: Promise.resolve() }))

/** A picture takes up to 150 MB while it is decoded, whoever sent it: one at a time. Throws 503 when too many wait. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turns = queue()
  if (turns.waiting > WAITING_MAX)
    throw new AppError('unavailable', 'Many pictures are being prepared. Try again in a moment.', {
      headers: { 'Retry-After': '2' },
    })
  turns.waiting += 1
  const own = turns.last.then(work)
  turns.last = own.catch(() => undefined)
  return own.finally(() => (turns.waiting -= 1))
}

const unfit = (detail: string, cause?: unknown) => new AppError('invalid', detail, { cause })

function notTaken(cause?: unknown): never {
  throw new AppError('unsupported-media-type', 'This is no PNG, JPEG or WebP.', { cause })
}

/** An animated PNG says so before its first picture. */
const isAnimatedPng = (bytes: Buffer) => bytes.subarray(0, Math.max(0, bytes.indexOf('IDAT'))).includes('acTL')

async function toSquare(bytes: Buffer): Promise<Uint8Array<ArrayBuffer>> {
  const sharp = await decoder()
  const found = await sharp(bytes, { limitInputPixels: false }).metadata().catch(notTaken)
  if ((found.pages ?? 1) > 1 || isAnimatedPng(bytes)) throw unfit('This picture moves. Send a still one.')
  if (found.width * found.height > PIXELS_MAX)
    throw unfit(`This picture is too large. Send one of at most ${PIXELS_MAX / 1_000_000} megapixels.`)
  const square = await sharp(bytes, { failOn: 'error', limitInputPixels: PIXELS_MAX })
    .timeout({ seconds: DEADLINE_SECONDS })
    .autoOrient()
    .resize(SIDE, SIDE, { fit: 'cover' })
    .webp({ quality: QUALITY })
    .toBuffer()
    .catch((cause: unknown) => {
      throw unfit('This picture is broken. Save it anew and send that.', cause)
    })
  return new Uint8Array(square)
}

/** The picture as a square WebP. Throws 415 for what is no PNG, JPEG or WebP, 422 for what is broken, moves or is too large. */
export async function toAvatar(given: Uint8Array): Promise<StoredFile> {
  if (given.byteLength === 0) notTaken()
  return { contentType: 'image/webp', bytes: await inTurn(() => toSquare(Buffer.from(given))) }
}
