// HTTP by hand over one socket, for what no client library would send.
import net from 'node:net'
import { execFileSync } from 'node:child_process'
import { pause } from '../../scripts/lib/processes.mjs'

export type RawAnswer = { status: number; head: string; text: string; sent: number }

type Source = AsyncIterable<Buffer> | Iterable<Buffer>

/**
 * Sends a head and then a body in pieces, until the server has answered; `sent` counts the bytes of the body that left.
 */
export function speak(url: string, head: string, body: Source = []): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    let text = ''
    let sent = 0
    let ended = false
    const socket = net.connect(Number(port), hostname)
    const end = () => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      socket.destroy()
      const [first = '', ...rest] = text.split('\r\n\r\n')
      resolve({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(first)?.[1] ?? 0),
        head: first,
        text: rest.join('\r\n\r\n'),
        sent,
      })
    }
    const timer = setTimeout(end, 15_000)
    socket.setEncoding('latin1')
    socket.on('data', (part: string) => {
      text += part
      const length = /content-length: (\d+)/i.exec(text)?.[1]
      const [, content = ''] = text.split('\r\n\r\n')
      if (length ? content.length >= Number(length) : /\r\n0\r\n\r\n$/.test(text)) end()
    })
    socket.on('error', end)
    socket.on('close', end)
    socket.on('connect', () => void write())

    async function write(): Promise<void> {
      socket.write(head.replace(/\r?\n/g, '\r\n'))
      for await (const part of body) {
        if (ended || text !== '' || socket.destroyed) return
        sent += part.byteLength
        if (!socket.write(part)) await Promise.race([new Promise((done) => socket.once('drain', done)), pause(1_000)])
        await new Promise((done) => setImmediate(done))
      }
    }
  })
}

/** The same piece again and again; chunked transfer encoding wraps each, and never ends when left open. */
export function* pieces(total: number, size: number, { chunked = false, open = false } = {}): Generator<Buffer> {
  const full = Buffer.alloc(size, 'x')
  for (let left = total; left > 0; left -= size) {
    const part = left >= size ? full : full.subarray(0, left)
    yield chunked
      ? Buffer.concat([Buffer.from(`${part.byteLength.toString(16)}\r\n`), part, Buffer.from('\r\n')])
      : part
  }
  if (chunked && !open) yield Buffer.from('0\r\n\r\n')
}

/** Resident memory of a process in megabytes. */
export const residentMb = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
