const plain = !process.stderr.isTTY || process.env.NO_COLOR

/** @param {string} text */
const dim = (text) => (plain ? text : `\u001b[2m${text}\u001b[22m`)

/** @param {number} since */
export function secondsSince(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

/**
 * One line of progress for one piece of work, with the time it took. It goes to stderr: stdout is for results.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {(result: T) => string | undefined} [outcome] what to say of the result; undefined keeps the label alone
 * @returns {Promise<T>}
 */
export async function step(label, work, outcome) {
  const since = performance.now()
  const live = process.stderr.isTTY
  if (live) process.stderr.write(`  … ${label}`)
  try {
    const result = await work()
    const said = outcome?.(result)
    process.stderr.write(`${live ? '\r\u001b[K' : ''}  ✓ ${said ?? label} ${dim(secondsSince(since))}\n`)
    return result
  } catch (error) {
    process.stderr.write(`${live ? '\r\u001b[K' : ''}  ✗ ${label} ${dim(secondsSince(since))}\n`)
    throw error
  }
}
