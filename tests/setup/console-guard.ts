// Whatever is written to console.error or console.warn fails the test, unless the test claimed it beforehand.
import { format } from 'node:util'
import { afterEach, beforeEach, expect } from 'vitest'
import { claims, type Channel } from '../support/console'

const unclaimed: string[] = []

function watch(channel: Channel): void {
  console[channel] = (...args: unknown[]) => {
    const text = format(...args)
    const claim = claims.find((candidate) => candidate.channel === channel && candidate.pattern.test(text))
    if (claim) claim.seen += 1
    else unclaimed.push(`console.${channel}: ${text}`)
  }
}

watch('error')
watch('warn')

beforeEach(() => {
  claims.length = 0
})

afterEach(() => {
  const found = unclaimed.splice(0)
  const unused = claims.filter(({ seen }) => seen === 0).map(({ channel, pattern }) => `console.${channel} ${pattern}`)
  claims.length = 0
  expect(found, 'the test wrote to the console; claim it with expectConsole() if that is right').toEqual([])
  expect(unused, 'claimed but never written').toEqual([])
})
