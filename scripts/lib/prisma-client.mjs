import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { runNode } from './children.mjs'
import { Problem } from './problem.mjs'
import { inProject } from './project.mjs'
import { step } from './steps.mjs'

const mark = inProject('prisma', 'generated', '.made-from')

function wantedMark() {
  const { version } = createRequire(inProject('package.json'))('prisma/package.json')
  const schema = readFileSync(inProject('prisma', 'schema.prisma'), 'utf8')
  return createHash('sha256').update(`${version}\n${schema}`).digest('hex')
}

/** Generates the Prisma client when the schema or Prisma itself has changed. */
export async function ensurePrismaClient() {
  const wanted = wantedMark()
  const made = existsSync(inProject('prisma', 'generated', 'client.ts')) && existsSync(mark)
  if (made && readFileSync(mark, 'utf8') === wanted) return
  await step('Prisma client generated', async () => {
    const cli = createRequire(inProject('package.json')).resolve('prisma/build/index.js')
    // The generator needs no schema engine, but the CLI would download one: Node itself stands in, and fails loudly
    // should anything really call it.
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }
    const { code, output } = await runNode([cli, 'generate'], { env })
    if (code !== 0) throw new Problem(`The Prisma client could not be generated: ${output.trim()}`)
  })
  writeFileSync(mark, wanted)
}
