import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installState } from '../../scripts/lib/install.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'install-state-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(file: string, content: unknown): string {
  const target = path.join(folder, file)
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, text)
  return text
}

const left = { version: '1.3.0', integrity: 'sha512-left' }
const native = { version: '2.0.0', integrity: 'sha512-native', optional: true }
const lockFile = {
  packages: { '': { version: '0.1.0' }, 'node_modules/left-pad': left, 'node_modules/native': native },
}
const installedBy = (packages: object) => ({ packages })

describe('whether the packages must be installed', () => {
  it('they must on a fresh clone', () => {
    write('package-lock.json', lockFile)
    expect(installState(folder)).toBe('missing')
  })

  it('they must after an install that was interrupted', () => {
    write('package-lock.json', lockFile)
    mkdirSync(path.join(folder, 'node_modules', 'left-pad'), { recursive: true })
    expect(installState(folder)).toBe('missing')
  })

  it('they need not when they were made from this very lock file', () => {
    const text = write('package-lock.json', lockFile)
    write('node_modules/.foothold-lock-hash', createHash('sha256').update(text).digest('hex'))
    expect(installState(folder)).toBe('current')
  })

  it("they need not after npm's own install, with another platform's packages left out", () => {
    write('package-lock.json', lockFile)
    write('node_modules/.package-lock.json', installedBy({ 'node_modules/left-pad': left }))
    expect(installState(folder)).toBe('current-unmarked')
  })

  it('they must when the lock file asks for another version', () => {
    write('package-lock.json', lockFile)
    write('node_modules/.foothold-lock-hash', 'the hash of an older lock file')
    write('node_modules/.package-lock.json', installedBy({ 'node_modules/left-pad': { ...left, version: '1.2.0' } }))
    expect(installState(folder)).toBe('outdated')
  })

  it('they must when the lock file asks for one more', () => {
    write('package-lock.json', lockFile)
    write('node_modules/.package-lock.json', installedBy({}))
    expect(installState(folder)).toBe('outdated')
  })

  it('they are left alone when another package manager made them', () => {
    write('package-lock.json', lockFile)
    write('node_modules/.modules.yaml', 'layoutVersion: 5\n')
    expect(installState(folder)).toBe('foreign')
  })

  it('they are left alone next to a lock file of bun', () => {
    write('package-lock.json', lockFile)
    write('bun.lock', '{}')
    mkdirSync(path.join(folder, 'node_modules'))
    expect(installState(folder)).toBe('foreign')
  })
})
