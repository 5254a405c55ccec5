// Loaded before Next by `npm run dev`, `npm start` and the image (`node --import`): decides the client's address from
// the socket or the declared proxy (TRUSTED_PROXY: how many hops, or "vercel") and overwrites whatever the client sent. Gives
// every answer the headers that all carry: Next leaves some of its own, redirects among them, without. In production it
// also bounds what a connection may take, and stops in order.
import http from 'node:http'
import https from 'node:https'
import { headersOfAll } from '../lib/security-headers.mjs'
import { finishPages } from './lib/finished-pages.mjs'
import { refuse } from './lib/serving/refusals.mjs'
import { rewriteHeaders } from './lib/serving/request-headers.mjs'
import { limitSockets, readPastRefusal } from './lib/serving/sockets.mjs'
import { sockets, stopInOrder } from './lib/serving/stop.mjs'

const EVENTS = new Set(['request', 'upgrade', 'checkContinue', 'checkExpectation'])

/** @type {[string, string][] | undefined} made at the first request: Next reads `.env` files after this file is loaded */
let always
for (const { prototype } of [http.Server, https.Server]) {
  const emit = prototype.emit
  prototype.emit = function (/** @type {string} */ event, /** @type {any[]} */ ...args) {
    if (event === 'listening' && process.env.NODE_ENV === 'production') {
      stopInOrder(this)
      limitSockets(this, sockets)
    }
    if (!EVENTS.has(event)) return emit.call(this, event, ...args)
    const [request, response] = args
    rewriteHeaders(request, process.env.TRUSTED_PROXY?.trim())
    if (event !== 'request') return emit.call(this, event, ...args)
    always ??= Object.entries(headersOfAll(process.env))
    for (const [name, value] of always) response.setHeader(name, value)
    readPastRefusal(request, response)
    if (refuse(request, response)) return true
    if (process.env.NODE_ENV === 'production') finishPages(request, response)
    return emit.call(this, event, ...args)
  }
}

// Tells the app that the header can be believed; without this file a client could write it.
Object.assign(globalThis, { __footholdPreload: true })

// Started by one of our own commands, and not by the image or a process manager.
if (process.env.FOOTHOLD_TETHERED) await import('./lib/tethered.mjs')
