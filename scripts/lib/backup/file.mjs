// A backup is one gzipped text: a line of JSON about the whole, then for each table a line about it, its rows as COPY
// writes them, the line `\.` and a line with their number and checksum, and a last line. `zcat` shows it.
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { Problem } from '../problem.mjs'

/** @typedef {{ format: 'foothold-backup', version: 1, takenAt: string, server: string, migrations: { name: string, checksum: string }[] }} Header */

const NEWLINE = 0x0a
const END_OF_ROWS = Buffer.from('\\.\n')
const END_AFTER_ROW = Buffer.from('\n\\.\n')
const CHUNK_BYTES = 256 * 1024
const LONGEST_LINE = 16 * 1024 * 1024

/** @param {unknown} content */
export const toLine = (content) => `${JSON.stringify(content)}\n`
export const endOfRows = END_OF_ROWS

/**
 * Writes a file for its owner's eyes only. It has its name once it is whole.
 * @param {string} file @param {AsyncIterable<string | Buffer>} content
 */
export async function writeBackup(file, content) {
  if (existsSync(file)) throw new Problem(`${file} exists, and a backup overwrites nothing: name another file.`)
  const unfinished = `${file}.unfinished-${process.pid}`
  try {
    await pipeline(
      Readable.from(content, { objectMode: false }),
      // Twice as fast as the default, for a file that is a tenth larger.
      createGzip({ level: 3, chunkSize: CHUNK_BYTES }),
      createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true }),
    )
    renameSync(unfinished, file)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** Reads it from front to back, never more than a piece at a time. */
export class BackupReader {
  /** @param {string} file */
  constructor(file) {
    if (!existsSync(file)) throw new Problem(`There is no file ${file}.`)
    this.file = file
    this.unzipped = createGunzip({ chunkSize: CHUNK_BYTES })
    // What fails in the file is seen by whoever reads from here.
    pipeline(createReadStream(file), this.unzipped).catch(() => {})
    /** @type {AsyncIterator<Buffer>} */
    this.chunks = this.unzipped[Symbol.asyncIterator]()
    this.rest = Buffer.alloc(0)
  }

  async more() {
    const { value, done } = await this.chunks.next().catch(() => {
      throw new Problem(`${this.file} is no backup, or it is damaged or cut off.`)
    })
    if (done) throw new Problem(`${this.file} is cut off: it ends before its last line.`)
    this.rest = Buffer.concat([this.rest, value])
  }

  /** @returns {Promise<any>} */
  async line() {
    let end = -1
    while ((end = this.rest.indexOf(NEWLINE)) < 0) {
      if (this.rest.length > LONGEST_LINE) throw new Problem(`${this.file} is no backup.`)
      await this.more()
    }
    const text = this.rest.subarray(0, end).toString()
    this.rest = this.rest.subarray(end + 1)
    try {
      return JSON.parse(text)
    } catch {
      throw new Problem(`${this.file} is no backup, or it is damaged.`)
    }
  }

  /** @returns {AsyncGenerator<Buffer>} whole rows, up to the line that ends them */
  async *rows() {
    for (;;) {
      if (this.rest.subarray(0, END_OF_ROWS.length).equals(END_OF_ROWS)) {
        this.rest = this.rest.subarray(END_OF_ROWS.length)
        return
      }
      const end = this.rest.indexOf(END_AFTER_ROW)
      const until = (end < 0 ? this.rest.lastIndexOf(NEWLINE) : end) + 1
      if (until > 0) yield this.rest.subarray(0, until)
      this.rest = this.rest.subarray(until)
      if (end < 0) await this.more()
    }
  }

  /** @returns {Promise<Header>} */
  async header() {
    const header = await this.line()
    if (header?.format !== 'foothold-backup') throw new Problem(`${this.file} is no backup.`)
    if (header.version !== 1)
      throw new Problem(`${this.file} has format ${header.version}, which this code cannot read: get the newer code.`)
    return header
  }

  close() {
    this.unzipped.destroy()
  }
}
