// The files of the repository and what they import, read once for all architecture tests.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { target } from './borders.mjs'

export const ROOT = join(import.meta.dirname, '../..')
const NOT_OURS = new Set(['node_modules', 'generated', 'test-results', 'playwright-report', 'coverage', 'out'])

function walk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) || HIDDEN_FOLDER.test(path) ? [] : walk(path)
    return /\.tsbuildinfo$|^next-env\.d\.ts$|^\.env(?!\.example)/.test(path) ? [] : [path]
  })
}
const HIDDEN_FOLDER = /^\.(?!ci$|github$)/

/** Every file that we wrote, as a path from the root with slashes. */
export const files = walk('')
export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
export const lines = (file: string): number => read(file).trimEnd().split('\n').length

/** The code that a person reads to understand the app. */
export const sources = files.filter((file) => /\.(?:tsx?|mjs)$/.test(file))
export const appSources = sources.filter((file) => /^(?:app|components|hooks|lib|prisma)\//.test(file))

/** `erased`: an import of types alone, gone when the code runs. */
export type Import = { specifier: string; path: string; names: string[]; erased: boolean }

function importsOf(file: string): Import[] {
  const text = read(file)
  const found: Import[] = []
  const add = (specifier: string, names: string[], erased = false) =>
    found.push({ specifier, path: target(file, specifier), names, erased })
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const bindings = node.importClause?.namedBindings
      const named = bindings && ts.isNamedImports(bindings)
      add(
        node.moduleSpecifier.text,
        named ? bindings.elements.map((one) => (one.propertyName ?? one.name).text) : ['*'],
        Boolean(node.importClause?.isTypeOnly || (named && bindings.elements.every((one) => one.isTypeOnly))),
      )
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, ['*'])
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument && ts.isStringLiteral(argument)) add(argument.text, ['*'])
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false))
  return found
}

/** What each source file imports, in the order of its lines. */
export const imports = new Map(sources.map((file) => [file, importsOf(file)]))

/** The file behind an import, or undefined for a package. */
export function fileOf(path: string): string | undefined {
  return [path, `${path}.ts`, `${path}.tsx`, `${path}.mjs`, `${path}/index.ts`].find((name) => imports.has(name))
}
