// What one connection may take of the process. A request has so long to arrive, an answer that waits for its reader must
// move, and a body that nobody wants is read on for a moment, so that its sender gets to see the refusal.

const HEADERS_MS = 10_000
const REQUEST_MS = 17_000
const CHECK_MS = 1_000
/** An answer that waits has to move this much in this time. */
const STILL_MS = 15_000
const MOVED_BYTES = 16 * 1024
/** How long, and for how much, a refused body is read and dropped. */
const LINGER_MS = 3_000
const LINGER_BYTES = 32 * 1024 * 1024

/** @typedef {import('node:net').Socket} Socket */

/** How much of what was written has left, as a figure that only means something beside another. @param {Socket} socket */
function progress(socket) {
  const { _handle } = /** @type {{ _handle?: { writeQueueSize?: number } | null }} */ (/** @type {unknown} */ (socket))
  return socket.bytesWritten - socket.writableLength - (_handle?.writeQueueSize ?? 0)
}

/**
 * Node's own deadlines for what arrives, and one timer for all readers: nothing here is done for a single request.
 * @param {import('node:http').Server} server @param {ReadonlySet<Socket>} sockets those that are open
 */
export function limitSockets(server, sockets) {
  // The interval is an option of the constructor, which is Next's to call; it is read when the server begins to listen.
  Object.assign(server, {
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: CHECK_MS,
  })
  /** @type {Map<Socket, { moved: number, since: number }>} */
  const waiting = new Map()
  const look = () => {
    const now = performance.now()
    for (const socket of waiting.keys()) if (socket.writableLength === 0) waiting.delete(socket)
    for (const socket of sockets) {
      if (socket.writableLength === 0) continue
      const moved = progress(socket)
      const last = waiting.get(socket)
      if (!last || Math.abs(moved - last.moved) >= MOVED_BYTES) waiting.set(socket, { moved, since: now })
      else if (now - last.since >= STILL_MS) socket.destroy()
    }
  }
  setInterval(look, CHECK_MS).unref()
}

/** In the place of `destroySoon` of a socket whose request is not read to its end. @this {Socket} */
function closeSlowly() {
  const upTo = this.bytesRead + LINGER_BYTES
  const until = performance.now() + LINGER_MS
  const look = setInterval(() => {
    if (this.bytesRead > upTo || performance.now() > until) this.destroy()
  }, 20)
  this.once('close', () => clearInterval(look))
  this.end()
}

/**
 * Listens for the end of an answer, ahead of Node, which closes the connection as it is: with a body still coming in, the
 * sender would meet a closed socket before it has read why. The app may have let go of the request, so it is the connection
 * that is read on.
 * @this {import('node:http').ServerResponse & { req: { _dump?: () => void } }}
 */
function atAnswered() {
  const { req, socket } = this
  if (req.complete || !socket) return
  // As Node does where nobody has begun to read: what comes is dropped, and never waits for a reader.
  req._dump?.()
  socket.destroySoon = closeSlowly
  socket.resume()
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
export function readPastRefusal({ headers }, response) {
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined)
    response.prependListener('finish', atAnswered)
}
