/** A failure that was foreseen: its message is one sentence that says what is wrong and how to mend it. */
export class Problem extends Error {}

const SENTENCES = {
  ENOSPC: (path) => `There is no space left on the disk${at(path)}: free some and run the command again.`,
  EDQUOT: (path) => `The disk quota is used up${at(path)}: free some space and run the command again.`,
  EACCES: (path) => `No permission to write${at(path)}: give this user write access, or run the command as its owner.`,
  EPERM: (path) =>
    `The system refused an operation${at(path)}: check who owns the folder and run the command as its owner.`,
  EROFS: (path) => `The file system is read-only${at(path)}: move the project to a writable disk.`,
  EMFILE: () => 'Too many files are open: raise the limit (`ulimit -n 4096`) and run the command again.',
}

/** @param {string | undefined} path */
function at(path) {
  return path ? ` (${path})` : ''
}

/**
 * The sentence a person is shown for any failure. A stack trace is printed only when FOOTHOLD_DEBUG is set.
 * @param {unknown} error
 */
export function describeFailure(error) {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof Problem) return error.message
  const { code, path, dest } = /** @type {NodeJS.ErrnoException & { dest?: string }} */ (error)
  const sentence = SENTENCES[/** @type {keyof typeof SENTENCES} */ (code)]
  return sentence ? sentence(dest ?? path) : `${error.message} (set FOOTHOLD_DEBUG=1 to see where it comes from).`
}
