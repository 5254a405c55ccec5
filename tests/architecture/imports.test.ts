import { describe, expect, it } from 'vitest'
import { crossed } from './borders.mjs'
import { appSources, fileOf, imports, read } from './source-tree'

/** What runs: an import of types alone ties nothing together. */
const graph = new Map(
  [...imports].map(([file, found]) => [
    file,
    found
      .filter(({ erased }) => !erased)
      .map(({ path }) => fileOf(path))
      .filter((path) => path !== undefined),
  ]),
)

/** Every chain of imports that comes back to where it began. */
function cycles(): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file)) return
    done.add(file)
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
  }
  for (const file of graph.keys()) visit(file, [])
  return found
}

describe('imports', () => {
  it('cross no border of the table', () => {
    const breaches = [...imports].flatMap(([file, found]) =>
      found.flatMap(({ specifier, names }) => {
        const row = crossed(file, specifier, names)
        return row ? [`${file} imports ${specifier}. ${row.because}`] : []
      }),
    )
    expect(breaches).toEqual([])
  })

  it('never come back to where they began', () => {
    expect(cycles()).toEqual([])
  })

  it('name files that exist', () => {
    const missing = [...imports].flatMap(([file, found]) =>
      found
        .filter(({ specifier, path }) => /^[.@]\.?\//.test(specifier) && !/\/generated\/|\.(?:css|json)$/.test(path))
        .filter(({ path }) => fileOf(path) === undefined)
        .map(({ specifier }) => `${file} imports ${specifier}`),
    )
    expect(missing).toEqual([])
  })
})

describe('a server room', () => {
  /** Rooms that the browser may load too. Each is free of secrets and of Node. */
  const SHARED =
    /^lib\/(?:public-env|http-schema|class-names|zod-jitless|format|markdown|errors|cache-keys|singleton|operation|openapi|openapi-schemas)\.ts$|\/(?:schema|operations|account-operations|policy|slug|next-path)\.ts$|^lib\/api-client\//
  // Plain JavaScript is loaded by Node itself, outside every bundle, where the marker would throw.
  const rooms = appSources.filter((file) => /^lib\/.*\.tsx?$/.test(file))

  it("starts with import 'server-only', so that no bundle for the browser can hold it", () => {
    const open = rooms.filter((file) => !SHARED.test(file) && imports.get(file)?.[0]?.specifier !== 'server-only')
    expect(open).toEqual([])
  })

  it('has that import on its first line', () => {
    const late = rooms.filter(
      (file) => /^import 'server-only'/m.test(read(file)) && !read(file).startsWith("import 'server-only'\n"),
    )
    expect(late).toEqual([])
  })

  it('builds no zod object for the browser before zod is told to compile nothing, which the policy forbids', () => {
    const hasty = [...imports]
      .filter(
        ([file]) =>
          file.startsWith('lib/') && SHARED.test(file) && !/^lib\/(?:openapi|zod-jitless|http-schema\.ts)/.test(file),
      )
      .filter(([, found]) => found.some(({ specifier, erased }) => specifier === 'zod' && !erased))
      .filter(([, found]) => !found.some(({ path, erased }) => path === 'lib/http-schema' && !erased))
      .map(([file]) => file)
    expect(hasty).toEqual([])
    expect(imports.get('lib/http-schema.ts')?.[0]?.path).toBe('lib/zod-jitless')
  })

  it('is never imported by a room that the browser may load', () => {
    const leaks = rooms
      .filter((file) => SHARED.test(file))
      .flatMap((file) =>
        (graph.get(file) ?? [])
          .filter((to) => to.startsWith('lib/') && !SHARED.test(to))
          .map((to) => `${file} imports ${to}`),
      )
    expect(leaks).toEqual([])
  })
})
