// Connections that mean no good: they drip, stop halfway, talk nonsense or do not listen. Each says when it was closed.
import net from 'node:net'

export type Hostile = { kind: string; openMs: () => number; closed: () => boolean; give: () => void }

type Manner = {
  kind: string
  /** Sent at once. */
  first: string
  /** Sent a byte a second, again and again. */
  drip?: string
  /** Reads one byte a second; then it can only notice an end by writing, which it does from time to time. */
  deaf?: boolean
}

/** Opens one. `give` ends it from this side. */
export function open(url: string, { kind, first, drip, deaf = false }: Manner): Hostile {
  const { hostname, port } = new URL(url)
  const socket = net.connect(Number(port), hostname)
  const since = performance.now()
  let until: number | undefined
  let turn = 0
  const timer = setInterval(() => {
    turn += 1
    if (drip) socket.write(drip[turn % drip.length] ?? '')
    if (deaf) {
      socket.read(1)
      // Empty lines between requests are nothing: they keep no connection open.
      if (turn > 16) socket.write('\r\n')
    }
  }, 1_000)
  socket.on('error', () => undefined)
  socket.once('close', () => {
    clearInterval(timer)
    until = performance.now()
  })
  if (deaf) socket.pause()
  else socket.resume()
  socket.write(first, 'latin1')
  return {
    kind,
    openMs: () => (until ?? performance.now()) - since,
    closed: () => until !== undefined,
    give: () => socket.destroy(),
  }
}
