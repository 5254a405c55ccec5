import 'server-only'
// A deadline for somebody else's answer, kept so that a moment in which this process was busy is not held against them.

const TICKS = 4

/**
 * Rejects with `message` when `work` takes longer than `ms`. Counted in ticks: a process that was busy itself loses one at
 * most, and reads the answer that has arrived meanwhile before it gives up.
 */
export function withDeadline<Result>(work: Promise<Result>, ms: number, message: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
      if (ticks < TICKS) return
      clearInterval(timer)
      reject(new Error(message))
    }, ms / TICKS)
    work.then(resolve, reject).finally(() => clearInterval(timer))
  })
}
