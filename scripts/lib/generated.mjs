// Code that is made and never committed: the Prisma client and the types of the API client.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { runNode } from './children.mjs'
import { Problem } from './problem.mjs'
import { inProject } from './project.mjs'
import { step } from './steps.mjs'

/**
 * @typedef {object} Made
 * @property {string} label
 * @property {string} tool the package that makes it; its version is exact in package.json
 * @property {string} source what it is made from
 * @property {[string, string]} target the folder, and a file in it
 * @property {string[]} args what Node is to run
 */

/** @type {Made[]} */
const GENERATED = [
  {
    label: 'Prisma client',
    tool: 'prisma',
    source: 'prisma/schema.prisma',
    target: ['prisma/generated', 'client.ts'],
    args: ['node_modules/prisma/build/index.js', 'generate'],
  },
  {
    label: 'API types',
    tool: '@hey-api/openapi-ts',
    source: 'docs/openapi.json',
    target: ['lib/api-client/generated', 'types.gen.ts'],
    args: [
      'node_modules/@hey-api/openapi-ts/bin/run.js',
      ...['--input', './docs/openapi.json', '--output', './lib/api-client/generated'],
      ...['--plugins', '@hey-api/typescript', '--silent', '--no-log-file'],
    ],
  },
]

/** @param {Made} made */
async function ensure({ label, tool, source, target: [folder, file], args }) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  const wanted = createHash('sha256')
    .update(`${dependencies[tool] ?? devDependencies[tool]}\n${readFileSync(inProject(source), 'utf8')}`)
    .digest('hex')
  const mark = inProject(folder, '.made-from')
  const isMade = existsSync(inProject(folder, file)) && existsSync(mark)
  if (isMade && readFileSync(mark, 'utf8') === wanted) return
  await step(`${label} generated`, async () => {
    // Prisma's generator needs no schema engine, but its CLI would download one: Node itself stands in, and fails loudly
    // should anything really call it.
    const { code, output } = await runNode(args, {
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    })
    if (code !== 0) throw new Problem(`${label} could not be generated: ${output.trim()}`)
  })
  writeFileSync(mark, wanted)
}

/** Makes what is older than its source or its tool. Loads no tool while everything is fresh. */
export async function ensureGenerated() {
  for (const made of GENERATED) await ensure(made)
}
