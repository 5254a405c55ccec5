import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { inProject } from '../../scripts/lib/project.mjs'
import { files, read } from './source-tree'

type Finding = { file: string; line: number; rule_name: string; message: string }

/** For every file, and only because the runner (scripts/lib/migrations/apply.mjs) sees to it. */
const SEEN_TO: Record<string, string> = {
  'require-lock-timeout': 'set to 5 s before each file; one that is alone with its index could not set it',
  'require-statement-timeout': 'off on purpose: an index may take long, and what waits for a lock is given up before',
}
/** An applied file is never edited, so its exceptions stand here, each with its reason. */
const EXCEPTIONS: Record<string, Record<string, string>> = {
  '20261125120000_init': {
    'prefer-bigint-over-int': 'versions, failures and reads a day, far below two thousand million',
  },
  '20261126053905_keys_audit_avatars': { 'prefer-bigint-over-int': 'an HTTP status' },
  '20261126070000_posts_by_change': {
    'prefer-robust-stmts': 'IF NOT EXISTS would take an invalid index for a good one; --rolled-back drops it instead',
  },
}

function findingsOf(given: { args: string[]; sql?: string }): Finding[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      inProject('node_modules', 'squawk-cli', 'js', 'bin', 'squawk'),
      ...['--reporter', 'json', '--pg-version', '15', '--assume-in-transaction'],
      ...['--exclude', Object.keys(SEEN_TO).join(',')],
      ...given.args,
    ],
    { cwd: inProject(), encoding: 'utf8', input: given.sql ?? '' },
  )
  if (!stdout.startsWith('[')) throw new Error(`squawk did not run: ${stderr}`)
  return JSON.parse(stdout) as Finding[]
}

describe('R-28 the SQL of migrations', () => {
  const migrations = files.filter((file) => /^prisma\/migrations\/.*\.sql$/.test(file))
  const findings = findingsOf({ args: migrations })
  const nameOf = (file: string) => file.split('/')[2] ?? file

  it('has no finding of squawk without a written reason', () => {
    const open = findings.filter(({ file, rule_name }) => !EXCEPTIONS[nameOf(file)]?.[rule_name])
    expect(open.map(({ file, line, rule_name, message }) => `${file}:${line + 1} ${rule_name}: ${message}`)).toEqual([])
  })

  it('needs every exception that is written', () => {
    const unused = Object.entries(EXCEPTIONS).flatMap(([name, rules]) =>
      Object.keys(rules)
        .filter((rule) => !findings.some(({ file, rule_name }) => nameOf(file) === name && rule_name === rule))
        .map((rule) => `${name}: ${rule}`),
    )
    expect(unused).toEqual([])
  })

  it('leaves the timeouts to the runner', () => {
    expect(migrations.filter((file) => /\b(?:lock|statement)_timeout\b/i.test(read(file)))).toEqual([])
  })

  it.each([
    ['an index that locks its table', 'create index a on posts (title);', 'require-concurrent-index-creation'],
    [
      'a constraint that reads the whole table',
      'alter table posts add constraint a check (true);',
      'constraint-missing-not-valid',
    ],
    ['a column that no old row can have', 'alter table posts add column a int not null;', 'adding-required-field'],
    ['a column taken from code that still reads it', 'alter table posts drop column title;', 'ban-drop-column'],
    ['a type that rewrites the table', 'alter table posts alter column title type varchar(9);', 'changing-column-type'],
    ['a name that running code does not know', 'alter table posts rename column title to name;', 'renaming-column'],
  ])('may not hold %s', (_what, sql, rule) => {
    expect(findingsOf({ args: ['--stdin-filepath', 'new.sql'], sql }).map(({ rule_name }) => rule_name)).toContain(rule)
  })
})
