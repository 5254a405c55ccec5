import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { Problem } from './problem.mjs'
import { isAlive, pause, thisProcess } from './processes.mjs'

/** @param {string} file @returns {string | null} */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** @param {string} text */
function ownerOf(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Takes the lock of a dead owner away. Renaming first keeps two takers apart: whoever finds that it moved a newer,
 * living lock puts it back.
 * @param {string} file @param {string} seen
 */
function removeAbandoned(file, seen) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (read(aside) !== seen) linkSync(aside, file)
    unlinkSync(aside)
  } catch {
    // Somebody else was quicker; the next attempt sees what they left.
  }
}

/**
 * Runs the work while no other living process of this machine holds the same file.
 * @template T
 * @param {string} file
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function withFileLock(file, work, { patience = 120_000 } = {}) {
  const until = Date.now() + patience
  let unreadable = 0
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(thisProcess), { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    const text = read(file)
    const owner = text === null ? undefined : ownerOf(text)
    // An empty file is one that is being written, or was left by a full disk.
    unreadable = owner === null ? unreadable + 1 : 0
    if (text !== null && ((owner && !isAlive(owner)) || unreadable > 20)) removeAbandoned(file, text)
    else if (Date.now() > until)
      throw new Problem(`Process ${owner?.pid} holds ${file}: end it and run the command again.`)
    else await pause(50)
  }
  try {
    return await work()
  } finally {
    unlinkSync(file)
  }
}
