import { expect, test } from 'vitest'
import { splitLead } from '@/components/posts/split-lead'

test('a short first paragraph becomes the lead and leaves the body', () => {
  expect(splitLead('One sentence.\n\n## Then\n\nmore')).toEqual({ lead: 'One sentence.', body: '## Then\n\nmore' })
})

test.each([
  ['a post of one paragraph', 'Only this.'],
  ['a heading', '## First\n\nthen'],
  ['a list', '- one\n- two\n\nthen'],
  ['a quote', '> said\n\nthen'],
  ['code', '```ts\nconst a = 1\n\nconst b = 2\n```'],
  ['a table', '| a | b |\n|---|---|\n\nthen'],
  ['a long paragraph', `${'word '.repeat(80)}\n\nthen`],
])('%s has no lead and keeps its text whole', (_, markdown) => {
  expect(splitLead(markdown)).toEqual({ lead: null, body: markdown })
})
