import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { ROOT } from './source-tree'

/** Snippets live under names that do not exist, so the rules that need types are tried apart, on a file that does. */
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
})
const typed = new ESLint({ cwd: ROOT })

async function complaints(linter: ESLint, filePath: string, code: string): Promise<string[]> {
  const [result] = await linter.lintText(code, { filePath: `${ROOT}/${filePath}` })
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`)
}

type Case = [what: string, file: string, code: string, complaint: RegExp]

const imports = (name: string, from: string) => `import { ${name} } from '${from}'\nexport const used = ${name}\n`

const bans: Case[] = [
  ['a component that imports a route', 'components/x.tsx', imports('page', '@/app/page'), /Routes only compose/],
  [
    'a room that imports a component',
    'lib/x.ts',
    imports('Button', '@/components/ui/button'),
    /let the component call/,
  ],
  [
    'a hook that imports a component',
    'hooks/x.ts',
    imports('Button', '@/components/ui/button'),
    /let the component call/,
  ],
  ['a room that imports a hook', 'lib/x.ts', imports('useIt', '@/hooks/use-it'), /plain function in lib/],
  ['a page that imports a test', 'app/x.tsx', imports('make', '@/tests/support/make'), /imports no tests/],
  ['a page that imports the client', 'app/page.tsx', imports('db', '@/lib/db'), /Only queries\.ts and mutations\.ts/],
  [
    'a component that imports a model',
    'components/x.tsx',
    imports('Post', '@/prisma/generated/client'),
    /Only queries/,
  ],
  [
    'a room that loads the client late',
    'lib/mailer.ts',
    "export const late = () => import('@/lib/db')\n",
    /Only queries/,
  ],
  ['a policy that imports the client', 'lib/posts/policy.ts', imports('db', './../db'), /Only queries/],
  ['the users room that imports posts', 'lib/users/queries.ts', imports('a', '@/lib/posts/queries'), /leave with it/],
  [
    'the settings that import statistics',
    'app/(app)/settings/x.tsx',
    imports('A', '@/components/stats/a'),
    /leave with it/,
  ],
  [
    'a page that renders a mail',
    'app/x.tsx',
    imports('renderMail', '@/components/emails/mail'),
    /rendered when it is sent/,
  ],
  [
    'a room that reads the environment',
    'lib/mailer.ts',
    'export const url = process.env.SMTP_URL\n',
    /Read it from lib\/env/,
  ],
  ['a page that takes env apart', 'app/x.tsx', 'export const { env } = process\n', /Read it from lib\/env/],
  ['a room that imports process', 'lib/x.ts', imports('env', 'node:process'), /process is a global/],
  ['a path that climbs', 'components/posts/x.tsx', imports('Button', '../ui/button'), /from the root/],
  ['a barrel of everything', 'lib/posts/index.ts', "export * from './queries'\n", /No barrels/],
  ['a barrel of names', 'components/ui/index.ts', "export { Button } from './button'\n", /No barrels/],
  [
    'a default export of a component',
    'components/x.tsx',
    'export default function X() {\n  return null\n}\n',
    /Export by name/,
  ],
  ['a server action', 'app/x.ts', "'use server'\nexport async function act() {}\n", /no server actions/],
  ['any', 'lib/x.ts', 'export const x: any = 1\n', /no-explicit-any/],
  ['a non-null assertion', 'lib/x.ts', 'export const first = (all: string[]) => all[0]!\n', /no-non-null-assertion/],
  ['a value import of a type', 'lib/x.ts', "import { T } from './t'\nexport type U = T\n", /consistent-type-imports/],
  ['an unused name', 'lib/x.ts', 'const unused = 1\nexport const used = 2\n', /no-unused-vars/],
  ['a line on the console', 'lib/x.ts', "console.log('here')\n", /no-console/],
  ['a file of 301 lines', 'lib/x.ts', 'export {}\n'.repeat(301), /max-lines: /],
  [
    'a function of 51 lines',
    'lib/x.ts',
    `export function long() {\n${'  long()\n'.repeat(49)}}\n`,
    /max-lines-per-function/,
  ],
  ['work left undone', 'lib/x.ts', `// ${'TO'}DO later\nexport {}\n`, /no-warning-comments/],
  [
    'a rule disabled without a reason',
    'lib/x.ts',
    '// eslint-disable-next-line no-console\nconsole.log(1)\n',
    /Say why/,
  ],
  ['all rules disabled', 'lib/x.ts', '/* eslint-disable */\nexport const x: any = 1\n', /Say why/],
  [
    'a disabled rule that never spoke',
    'lib/x.ts',
    '// eslint-disable-next-line no-console -- not at all\nexport {}\n',
    /Unused/,
  ],
]

const allowed: [what: string, file: string, code: string][] = [
  ['a room that imports the client in its queries', 'lib/x/queries.ts', imports('db', '@/lib/db')],
  ['a door that pings the database', 'lib/health.ts', imports('pingDatabase', '@/lib/db')],
  ['a dashboard that imports posts', 'app/(app)/dashboard/x.tsx', imports('a', '@/lib/posts/queries')],
  ['a default export of a page', 'app/x/page.tsx', 'export default function Page() {\n  return null\n}\n'],
  [
    'a rule disabled with a reason',
    'lib/x.ts',
    '// eslint-disable-next-line no-console -- before the logger\nconsole.log(1)\n',
  ],
  ['a long file of components/ui', 'components/ui/x.tsx', 'export {}\n'.repeat(301)],
]

// The first snippet waits for ESLint to load its plugins.
describe('lint', { timeout: 60_000 }, () => {
  it.each(bans)('refuses %s', async (_, file, code, complaint) => {
    expect(await complaints(eslint, file, code)).toEqual(expect.arrayContaining([expect.stringMatching(complaint)]))
  })

  it.each(allowed)('lets %s pass', async (_, file, code) => {
    expect(await complaints(eslint, file, code)).toEqual([])
  })

  it('refuses a promise that nobody waits for', async () => {
    const code = 'const work = async () => 1\nexport function go() {\n  work()\n}\n'
    expect(await complaints(typed, 'lib/errors.ts', code)).toEqual([expect.stringMatching(/no-floating-promises/)])
  })
})
