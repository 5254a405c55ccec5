import { describe, expect, it } from 'vitest'
import { files, lines, read } from './source-tree'

const THIS = 'tests/architecture/documents.test.ts'
const texts = files.filter(
  (file) => !/\.(?:png|woff2|ico|jpg)$/.test(file) && ![THIS, 'package-lock.json'].includes(file),
)
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>

const keys = (file: string, pattern: RegExp) =>
  new Set([...read(file).matchAll(pattern)].map((match) => match[1] ?? ''))
/** Set by the platform or the tool, never by a person. */
const isPlatforms = (name: string) => /^(?:NODE_ENV|VERCEL|NEXT_PUBLIC_VERCEL)/.test(name)

describe('the environment', () => {
  const known = new Set([
    ...keys('lib/env.ts', /^ {2}([A-Z][A-Z0-9_]+):/gm),
    ...keys('lib/public-env.ts', /process\.env\.([A-Z][A-Z0-9_]*[A-Z0-9])\b(?!_)/g),
  ])
  const example = keys('.env.example', /^(?:# ?)?([A-Z][A-Z0-9_]+)=/gm)

  it('has every variable that the app reads in .env.example', () => {
    expect([...known].filter((name) => !isPlatforms(name) && !example.has(name))).toEqual([])
  })

  it('has no variable in .env.example that the app does not read', () => {
    expect([...example].filter((name) => !known.has(name))).toEqual([])
  })

  it('is documented, each variable in docs/configuration.md', () => {
    const documented = keys('docs/configuration.md', /^\| `([A-Z][A-Z0-9_]+)`/gm)
    expect([...documented].sort()).toEqual([...known].filter((name) => !isPlatforms(name)).sort())
  })
})

describe('the documents', () => {
  it('are all found from the README', () => {
    const readme = read('README.md')
    const documents = files.filter((file) => /^docs\/.*\.md$/.test(file))
    expect(documents.filter((file) => !readme.includes(`(${file})`))).toEqual([])
  })

  it('link to files that exist', () => {
    const broken = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
          .map(([, link]) => new URL(link ?? '', `file:///${file}`).pathname.slice(1))
          .filter((path) => !files.some((one) => one === path || one.startsWith(`${path.replace(/\/$/, '')}/`)))
          .map((path) => `${file} → ${path}`),
      )
    expect(broken).toEqual([])
  })

  it('name tests that exist', () => {
    const named = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) => [...read(file).matchAll(/tests\/[\w./-]+\.(?:test|spec)\.ts/g)].map(([path]) => path))
    expect(named.filter((path) => !files.includes(path))).toEqual([])
  })

  it('draw requests through files that exist', () => {
    const drawn = [
      ...read('ARCHITECTURE.md').matchAll(/\b(?:app|components|hooks|lib|prisma|scripts)\/[\w()[\]./-]*\w/g),
    ]
    const exists = (path: string) =>
      files.some((file) => file === path || file.startsWith(`${path}/`) || file.replace(/\.\w+$/, '') === path)
    expect(drawn.length).toBeGreaterThan(10)
    expect(drawn.map(([path]) => path).filter((path) => !exists(path))).toEqual([])
  })

  it('name npm scripts that exist', () => {
    const named = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) => [...read(file).matchAll(/`npm run ([a-z0-9:-]+)/g)].map(([, script]) => script ?? ''))
    expect(named.filter((script) => !(script in (manifest.scripts ?? {})))).toEqual([])
  })

  it('give a reason for each dependency, and for nothing else', () => {
    const reasons = keys('docs/decisions.md', /^\| `(@?[a-z0-9/.-]+)` +\| \S/gm)
    const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    expect([...reasons].sort()).toEqual(dependencies.sort())
  })

  it('keep the README within 150 lines', () => {
    expect(lines('README.md')).toBeLessThanOrEqual(150)
  })
})

describe('no file', () => {
  const holding = (pattern: RegExp) => texts.filter((file) => pattern.test(read(file)))

  it('names the host of a package registry', () => {
    expect(holding(/registry\.(?:npmjs|yarnpkg)|deb\.debian\.org|_authToken/)).toEqual([])
  })

  it('holds a path of the machine that it was written on', () => {
    expect(holding(/(?<![\w.])\/(?:home|Users|root|work|mnt)\/[\w.-]/)).toEqual([])
  })

  it('leaves work undone in a comment', () => {
    expect(holding(/\b(?:TO[D]O|FIX[M]E)\b/)).toEqual([])
  })

  it('of the tests names behaviour with a duty instead of a fact', () => {
    expect(
      texts.filter(
        (file) =>
          /^tests\/.*\.(?:test|spec)\.tsx?$/.test(file) && /\b(?:it|test)\((['"`]).*\bshould\b/.test(read(file)),
      ),
    ).toEqual([])
  })
})
