// The house rules that a linter can hold. Each ban says where the code belongs; tests/architecture/lint-bans.test.ts
// proves that each one bites. Import borders stand in tests/architecture/borders.mjs.
import nextVitals from 'eslint-config-next/core-web-vitals'
import nextTypescript from 'eslint-config-next/typescript'
import { relative, sep } from 'node:path'
import { crossed } from './tests/architecture/borders.mjs'

const source = '**/*.{ts,tsx,mjs}'
/** Files whose default export Next or a tool asks for. */
const wantsDefaultExport = ['app/**', '*.config.*', 'lib/cache-handler.mjs']
/** Files that run before lib/env.ts or outside the app. */
const mayReadEnvironment = [
  'lib/env.ts',
  'lib/public-env.ts',
  'lib/cache-handler.mjs',
  'instrumentation*.ts',
  'next.config.ts',
  '*.config.*',
  'prisma/seed*',
  'scripts/**',
  'tests/**',
]

/** @type {import('eslint').Rule.RuleModule} */
const importBorders = {
  meta: { type: 'problem', schema: [], messages: { crossed: '{{because}}' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/')
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return
      const names = node.specifiers?.map((specifier) => specifier.imported?.name ?? '*') ?? ['*']
      const row = crossed(file, node.source.value, names)
      if (row) context.report({ node: node.source, messageId: 'crossed', data: { because: row.because } })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    }
  },
}

/** @type {import('eslint').Rule.RuleModule} */
const reasonForDisabling = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { missing: 'Say why the rule does not fit: // eslint-disable-next-line rule -- the reason' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/^\s*eslint-disable/.test(comment.value) || /\s--\s+\S{3}/.test(comment.value)) continue
          // Column -1 puts the report before the comment, which therefore cannot silence it.
          const start = { line: comment.loc.start.line, column: -1 }
          context.report({ loc: { start, end: comment.loc.end }, messageId: 'missing' })
        }
      },
    }
  },
}

const bans = [
  {
    selector: 'ExportAllDeclaration, ExportNamedDeclaration[source]',
    message: 'No barrels: import a name from the file that defines it.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
    message: 'Only lib/env.ts and lib/public-env.ts read the environment; process is a global.',
  },
  {
    selector: "ExpressionStatement[directive='use server']",
    message: 'There are no server actions: a write is a route under app/api/v1, called through lib/api-client.',
  },
]
/** Scripts run without a bundler, which is what resolves the alias. */
const noClimbing = {
  selector: 'ImportDeclaration[source.value=/^\\.\\.\\u002F/]',
  message: "Write the path from the root, '@/…': it survives a move.",
}
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name; a default export belongs to files where Next wants one.',
}
const noEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Read it from lib/env.ts (server) or lib/public-env.ts (browser): add the variable to the schema there.',
}

/** React's rules think hard about every function, so they look only where React is. */
const whereReactIs = ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'hooks/**/*.{ts,tsx}']

const config = [
  ...nextVitals.map((part) => (part.rules ? { ...part, files: whereReactIs } : part)),
  ...nextTypescript,
  {
    ignores: [
      '.next/**',
      '.foothold/**',
      'prisma/generated/**',
      'lib/api-client/generated/**',
      'next-env.d.ts',
      'test-results/**',
    ],
  },
  {
    files: [source],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { foothold: { rules: { 'import-borders': importBorders, 'reason-for-disabling': reasonForDisabling } } },
    rules: {
      'foothold/import-borders': 'error',
      'foothold/reason-for-disabling': 'error',
      'no-restricted-syntax': ['error', ...bans, noDefaultExport],
      'no-restricted-properties': ['error', noEnvironment],
      // Pictures come from people and are small: the image optimiser is a door that nine advisories went through.
      '@next/next/no-img-element': 'off',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 50 }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-restricted-syntax': ['error', ...bans, noClimbing, noDefaultExport],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  { files: wantsDefaultExport, rules: { 'no-restricted-syntax': ['error', ...bans, noClimbing] } },
  { files: mayReadEnvironment, rules: { 'no-restricted-properties': 'off' } },
  { files: ['lib/logger.ts', 'scripts/**', 'prisma/**', 'tests/**', '.ci/**'], rules: { 'no-console': 'off' } },
  { files: ['components/ui/**'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  // Scripts have no alias, so the tests of scripts and their set-up climb too.
  { files: ['tests/**'], rules: { 'no-restricted-syntax': ['error', ...bans] } },
  // A describe block is one function; its tests are short by habit.
  { files: ['tests/**'], rules: { 'max-lines-per-function': 'off' } },
]

export default config
