// How a process of the production build ends when it is told to. It says at once that it is not ready, goes on answering
// until balancers have heard of it, lets what is under way finish, and hands the rest of its time to the app.
import http from 'node:http'

/** Balancers that ask once a second have heard by then. */
const WINDOW_MS = 2_500
/** Whoever was asked nothing for so long has no balancer that would need the window. */
const QUIET_MS = 30_000
/** Then answers that are still under way are cut off. */
const ANSWERS_MS = 7_500
/** Docker ends a container after ten seconds. */
const LAST_MS = 9_500

/** @typedef {import('node:net').Socket} Socket */
/** @typedef {http.ServerResponse | null | undefined} Answering */

/**
 * Shared with the app: lib/health.ts reads `asked`, lib/start.ts sets `finish`.
 * @type {{ asked: boolean, finish: (until: number) => Promise<void> }}
 */
const state = { asked: false, finish: async () => {} }
/** @type {Set<Socket>} */
export const sockets = new Set()
/** @type {Set<http.Server>} */
const servers = new Set()
let lastClosed = performance.now()

/** @this {Socket} */
function forget() {
  sockets.delete(this)
  lastClosed = performance.now()
}
const remember = (/** @type {Socket} */ socket) => void sockets.add(socket.once('close', forget))

/** @param {Socket} socket @returns {Answering} */
const answerOn = (socket) => /** @type {{ _httpMessage?: Answering }} */ (/** @type {unknown} */ (socket))._httpMessage

/** @param {string} event @param {'info' | 'warn' | 'error'} level @param {Record<string, unknown>} fields */
const say = (event, level, fields) =>
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`)

/** Every answer whose head is not sent yet tells its client to take another connection. */
function closeAfterAnswers() {
  const { prototype } = http.ServerResponse
  const { writeHead } = prototype
  prototype.writeHead = /** @type {typeof writeHead} */ (
    function (/** @type {any[]} */ ...args) {
      this.shouldKeepAlive = false
      return writeHead.apply(this, /** @type {any} */ (args))
    }
  )
}

/** No one new. Whoever is silent goes; a stream without an end of its own ends here. */
function closeDoors() {
  for (const server of servers) server.close()
  for (const socket of sockets) {
    const answer = answerOn(socket)
    if (/^text\/event-stream/.test(String(answer?.getHeader('content-type') ?? ''))) answer?.end()
    if (!answer && socket.bytesRead === 0) socket.destroy()
  }
}

/** @param {() => boolean} isSo @param {number} until */
async function wait(isSo, until) {
  while (!isSo() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** @param {string} signal */
async function stop(signal) {
  if (state.asked) return
  state.asked = true
  const began = performance.now()
  const end = setTimeout(() => {
    say('app_stop_overdue', 'error', { afterMs: LAST_MS })
    process.exit(1)
  }, LAST_MS)
  const alone = sockets.size === 0 && began - lastClosed > QUIET_MS
  say('app_stopping', 'info', { signal, connections: sockets.size })
  closeAfterAnswers()
  // The trial on one's own machine has no balancer, and somebody who waits for the prompt.
  if (!alone && process.env.FOOTHOLD_EMBEDDED !== '1') await wait(() => false, began + WINDOW_MS)
  closeDoors()
  await wait(() => sockets.size === 0, began + ANSWERS_MS)
  const cut = [...sockets].filter(answerOn).length
  for (const socket of sockets) socket.destroy()
  await state.finish(began + LAST_MS - 500)
  say('app_stopped', cut > 0 ? 'warn' : 'info', { afterMs: Math.round(performance.now() - began), cut })
  clearTimeout(end)
  process.exit(0)
}

let listening = false
function listenForSignals() {
  if (listening) return
  listening = true
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop)
  Object.assign(globalThis, { __footholdStop: state })
}

/** Called as a server begins to listen, before Next, which would listen for the signals itself. @param {http.Server} server */
export function stopInOrder(server) {
  process.env.NEXT_MANUAL_SIG_HANDLE = '1'
  listenForSignals()
  servers.add(server)
  server.on('connection', remember)
}

// The first process of a container has no end of its own for a signal.
if (process.pid === 1) listenForSignals()
