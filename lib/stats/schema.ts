// The shape of an author's statistics. Days are UTC calendar days, written YYYY-MM-DD.
import * as z from 'zod'
import { id, wholeNumber } from '@/lib/http-schema'

export const STATS_DAYS = [7, 30, 90] as const
export const DEFAULT_STATS_DAYS = 30

export const statsQuery = z.strictObject({ days: wholeNumber(1, 365).default(DEFAULT_STATS_DAYS) })

const dailyReads = z.object({ day: z.iso.date(), reads: z.int() })

/** `daily` has exactly `days` entries, the last is today; `previousDaily` the same number before them. */
export const userStatsSchema = z.object({
  days: z.int(),
  countedAt: z.iso.datetime(),
  reads: z.int(),
  previousReads: z.int(),
  daily: z.array(dailyReads),
  previousDaily: z.array(dailyReads),
  posts: z.object({ published: z.int(), drafts: z.int(), scheduled: z.int() }),
  publications: z.array(z.object({ day: z.iso.date(), title: z.string() })),
  previousPublications: z.int(),
  topPosts: z.array(
    z.object({
      id,
      title: z.string(),
      slug: z.string(),
      publishedAt: z.iso.datetime().nullable(),
      reads: z.int(),
      previousReads: z.int(),
    }),
  ),
})
export type UserStats = z.infer<typeof userStatsSchema>
