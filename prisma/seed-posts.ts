// The sample's posts: prisma/sample/NN-ADDRESS.md, each with a few lines of facts above its text.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const facts = z.strictObject({
  title: z.string(),
  author: z.enum(['demo', 'admin']),
  writtenDaysAgo: z.coerce.number(),
  /** Absent for a draft, negative for one that is scheduled. */
  publishedDaysAgo: z.coerce.number().nullable().default(null),
  /** Readers on a usual day, long after it came out. */
  popularity: z.coerce.number(),
})
export type SamplePost = z.infer<typeof facts> & { slug: string; content: string }

function parse(file: string, text: string): SamplePost {
  const [, head = '', content = ''] = /^---\n([\s\S]*?)\n---\n*([\s\S]*)$/.exec(text) ?? []
  const given = Object.fromEntries(head.split('\n').map((line) => line.split(/: (.*)/).slice(0, 2)))
  return { ...facts.parse(given), slug: file.slice('00-'.length, -'.md'.length), content }
}

/** In the order of their numbers. */
export function samplePosts(): SamplePost[] {
  const folder = join(import.meta.dirname, 'sample')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => parse(file, readFileSync(join(folder, file), 'utf8')))
}
