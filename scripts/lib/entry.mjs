import { describeFailure } from './problem.mjs'

/**
 * Runs a command: its failure is one sentence on stderr and exit code 1, its number the exit code.
 * @param {() => Promise<number | void>} main
 */
export async function entry(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    console.error(describeFailure(error))
    if (process.env.FOOTHOLD_DEBUG) console.error(error)
    process.exitCode = 1
  }
  // A handle left open by a library must not keep a finished command alive.
  process.exit()
}
