// Loaded into Next by the preload when one of the commands here started it.
import childProcess from 'node:child_process'

// Ends with the command that started it, even one that was killed outright.
if (process.env.FOOTHOLD_TETHERED && process.channel) process.once('disconnect', () => process.exit(1))

// `next dev` asks the npm registry for its newest version at each page load, and leaves a process behind that handles
// telemetry which is switched off. Nothing here leaves the machine unasked or outlives Ctrl-C.
const { fetch } = globalThis
globalThis.fetch = (input, init) =>
  String(input).endsWith('/-/package/next/dist-tags') ? Promise.reject(new Error('offline')) : fetch(input, init)
const { spawn } = childProcess
childProcess.spawn = /** @type {typeof spawn} */ (
  (/** @type {any[]} */ ...args) =>
    String(args[1]?.[0]).includes('detached-flush')
      ? { unref: () => {} }
      : spawn.apply(childProcess, /** @type {any} */ (args))
)
