import { commandLineOf, identify, isAlive, parentOf } from './processes.mjs'

/** @typedef {{ asked: Promise<NodeJS.Signals>, wasAsked: () => boolean }} Stay */

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** npm, and the shell it puts between: npm ended by a signal leaves this command behind, and sometimes the shell. */
function npmAbove() {
  const parent = identify(process.ppid)
  const npm = /^\S*sh -c/.test(commandLineOf(parent.pid) ?? '') ? parentOf(parent.pid) : null
  return npm ? [parent, identify(npm)] : [parent]
}

/**
 * Settles when the person, or whoever started this command, wants it to end. npm killed outright is noticed too: then
 * the parent changes.
 * @returns {Stay}
 */
export function untilAskedToStop() {
  let was = false
  const asked = /** @type {Promise<NodeJS.Signals>} */ (
    new Promise((resolve) => {
      const answer = (/** @type {NodeJS.Signals} */ signal) => {
        was = true
        resolve(signal)
      }
      for (const signal of SIGNALS) process.on(signal, () => answer(signal))
      const starters = process.env.npm_lifecycle_event ? npmAbove() : []
      // This also keeps the process: a handler of signals alone does not.
      setInterval(() => starters.every(isAlive) || answer('SIGTERM'), 1000)
    })
  )
  return { asked, wasAsked: () => was }
}
