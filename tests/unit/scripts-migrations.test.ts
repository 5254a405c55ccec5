import { describe, expect, it } from 'vitest'
import { isOneTransaction } from '../../scripts/lib/migrations/apply.mjs'
import { checksumOf, matchesChecksum } from '../../scripts/lib/migrations/files.mjs'
import { pendingMigrations } from '../../scripts/lib/migrations/history.mjs'
import { destructiveLines, isEmptyScript, timestampOf, toMigrationName } from '../../scripts/lib/migrations/write.mjs'

describe('a migration file', () => {
  it('is found again whatever its line ends are, and not with other words', () => {
    const sql = 'create table a ();\ncreate table b ();\n'
    expect(matchesChecksum(sql.replaceAll('\n', '\r\n'), checksumOf(sql))).toBe(true)
    expect(matchesChecksum(sql, checksumOf(sql.replaceAll('\n', '\r\n')))).toBe(true)
    expect(matchesChecksum(`${sql} `, checksumOf(sql))).toBe(false)
  })

  it('runs as one transaction unless it says otherwise', () => {
    expect(isOneTransaction('create table a ();\n-- begin; create index concurrently\n')).toBe(true)
    expect(isOneTransaction("insert into a values ('\nbegin it concurrently');")).toBe(true)
    expect(isOneTransaction('create function f() returns int language plpgsql as $$\nbegin\nreturn 1;\nend $$;')).toBe(
      true,
    )
    expect(isOneTransaction('create index concurrently i on a (b);')).toBe(false)
    expect(isOneTransaction('begin;\ncreate table a ();\ncommit;')).toBe(false)
  })

  it('gets a name that sorts by time and fits a folder', () => {
    expect(timestampOf(new Date('2026-03-04T05:06:07.891Z'))).toBe('20260304050607')
    expect(toMigrationName('Add "language" to Posts!')).toBe('add_language_to_posts')
    expect(() => toMigrationName(' -- ')).toThrow('A migration needs a name')
  })

  it('is called destructive when it takes data away', () => {
    const sql =
      '-- DropTable\nDROP TABLE "posts";\nALTER TABLE "a" DROP COLUMN "b",\nADD COLUMN "c" TEXT;\nDROP INDEX "i";'
    expect(destructiveLines(sql)).toEqual(['DROP TABLE "posts";', 'ALTER TABLE "a" DROP COLUMN "b",'])
  })

  it('is empty when the engine says nothing', () => {
    expect(isEmptyScript('-- This is an empty migration.')).toBe(true)
    expect(isEmptyScript('\n')).toBe(true)
    expect(isEmptyScript('-- AlterTable\nALTER TABLE "a" ADD COLUMN "b" TEXT;')).toBe(false)
  })
})

describe('what is still to be applied', () => {
  const migration = (name: string) => ({ name, sql: `select '${name}'` })
  const applied = (name: string) => ({ name, checksum: checksumOf(migration(name).sql), finished: true, logs: null })

  it('is every file the database does not know, also one that is older than the last applied', () => {
    const pending = pendingMigrations([migration('1'), migration('2'), migration('3')], [applied('1'), applied('3')])
    expect(pending.map(({ name }) => name)).toEqual(['2'])
  })

  it('says the first line of why an earlier one failed', () => {
    const failed = { ...applied('1'), finished: false, logs: 'relation "a" does not exist\nLINE 1' }
    expect(() => pendingMigrations([migration('1')], [failed])).toThrow(
      '1 failed earlier (relation "a" does not exist)',
    )
  })
})
