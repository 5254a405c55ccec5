import { describe, expect, it } from 'vitest'
import { apiDocument, operations } from '@/app/api/openapi.json/operations'
import { DEFAULT_LIMITS } from '@/lib/operation'
import { rateInWords } from '@/lib/openapi'
import { files, imports, read } from './source-tree'

/** What the mount answers; a path with a parameter has a route file of its own. */
const isMounted = (path: string) => path.startsWith('/api/auth/') && !path.includes('{')

describe('docs/openapi.json', () => {
  it('is what the operations say: run `npm run api:document` after changing one', () => {
    expect(JSON.parse(read('docs/openapi.json'))).toEqual(JSON.parse(JSON.stringify(apiDocument())))
  })
})

describe('docs/api.md', () => {
  it('names every limit with what it allows', () => {
    const stated = [...read('docs/api.md').matchAll(/^\| `([a-z]+)` +\| [^|]+ \| (\d[^|]+?) +\|$/gm)].map(
      ([, name, allows]) => [name, allows],
    )
    expect(Object.fromEntries(stated)).toEqual(
      Object.fromEntries(Object.entries(DEFAULT_LIMITS).map(([name, rate]) => [name, rateInWords(rate)])),
    )
  })
})

describe('the operations', () => {
  const declared = files
    .filter((file) => /^app\/api\/.*\/route\.ts$/.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(/^\/\/ ([A-Z]+) (\/api\/\S+): \S/gm)].map(([, method = '', path = '']) => ({
        file,
        method,
        path,
      })),
    )
    .filter(({ path }) => !path.endsWith('*'))
  const names = (all: readonly { method: string; path: string }[]) => all.map(({ method, path }) => `${method} ${path}`)

  it('are those of the route files, each in the file of its path', () => {
    expect(names(declared).sort()).toEqual(names(operations.filter(({ path }) => !isMounted(path))).sort())
    const misplaced = declared.filter(
      ({ file, path }) => file !== `app${path.replaceAll('{', '[').replaceAll('}', ']')}/route.ts`,
    )
    expect(misplaced).toEqual([])
  })

  it('of /api/auth are those that the mount imports', () => {
    const mounted = imports
      .get('lib/auth/mount.ts')
      ?.filter(({ path }) => /^lib\/auth\/(?:account-)?operations$/.test(path))
      .flatMap(({ names }) => names)
    expect(mounted?.sort()).toEqual(
      operations
        .filter(({ path }) => isMounted(path))
        .map(({ id }) => id)
        .sort(),
    )
  })
})
