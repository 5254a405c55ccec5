// Fills an empty database with two people, their posts and 60 days of readers, the same each time but for the dates.
// Safe to run twice: people and posts are found by e-mail and address, and history is written once.
// Run by `npm run db:seed`, which refuses any database that is not on this machine. Needs DATABASE_URL and DEMO_PASSWORD.
// With the argument `logins` it writes the two people and their password alone.
import { PrismaPg } from '@prisma/adapter-pg'
import { ADMIN_EMAIL, DEMO_EMAIL } from '@/lib/auth/demo'
import { hashPassword } from '@/lib/auth/password'
import { toExcerpt } from '@/lib/markdown'
import { PrismaClient } from '@/prisma/generated/client'
import { samplePosts, type SamplePost } from '@/prisma/seed-posts'
import { readingHistory } from '@/prisma/seed-history'

const HISTORY_DAYS = 60
const DAY_MS = 24 * 3600_000

const { DATABASE_URL, DEMO_PASSWORD } = process.env
if (!DATABASE_URL || !DEMO_PASSWORD) throw new Error('The seed needs DATABASE_URL and DEMO_PASSWORD.')
const password = DEMO_PASSWORD
const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: DATABASE_URL, max: 1, options: '-c timezone=UTC' }),
})
const now = new Date()

async function ensureUser(email: string, name: string, role: 'user' | 'admin', bio: string): Promise<string> {
  const user = await prisma.user.upsert({
    where: { email },
    update: {},
    create: { email, name, role, emailVerified: true, profile: { create: { bio } } },
    select: { id: true },
  })
  // The printed password is the one that works, also when it was changed between two runs.
  const hash = await hashPassword(password)
  await prisma.account.upsert({
    where: { providerId_accountId: { providerId: 'credential', accountId: user.id } },
    update: { password: hash },
    create: { userId: user.id, accountId: user.id, providerId: 'credential', password: hash },
    select: { id: true },
  })
  return user.id
}

/** An hour of a past day; today's, before that hour, is now. */
const daysAgo = (days: number, hour = 9) => {
  const instant = Math.floor(now.getTime() / DAY_MS) * DAY_MS - days * DAY_MS + hour * 3600_000
  return new Date(days < 0 ? instant : Math.min(instant, now.getTime()))
}

type Written = { id: string; sample: SamplePost; index: number }

/** Creates the posts whose addresses are free, in one statement. */
async function writePosts(authors: Record<SamplePost['author'], string>): Promise<Written[]> {
  const bySlug = new Map(samplePosts().map((sample, index) => [sample.slug, { sample, index }]))
  const taken = await prisma.post.findMany({ where: { slug: { in: [...bySlug.keys()] } }, select: { slug: true } })
  for (const { slug } of taken) bySlug.delete(slug)
  const rows = await prisma.post.createManyAndReturn({
    data: [...bySlug.values()].map(
      ({ sample: { author, slug, title, content, writtenDaysAgo, publishedDaysAgo } }) => ({
        authorId: authors[author],
        slug,
        title,
        content,
        excerpt: toExcerpt(content),
        published: publishedDaysAgo !== null,
        publishedAt: publishedDaysAgo === null ? null : daysAgo(publishedDaysAgo),
        createdAt: daysAgo(writtenDaysAgo, 8),
        updatedAt: daysAgo(writtenDaysAgo, 8),
      }),
    ),
    select: { id: true, slug: true },
  })
  return rows.flatMap(({ id, slug }) => {
    const found = bySlug.get(slug)
    return found ? [{ id, ...found }] : []
  })
}

async function writeHistory(posts: readonly Written[]): Promise<void> {
  const days = posts
    .filter(({ sample: { publishedDaysAgo } }) => publishedDaysAgo !== null && publishedDaysAgo >= 0)
    .flatMap(({ id, sample, index }) =>
      readingHistory(index + 1, sample, HISTORY_DAYS).map((day) => ({ postId: id, date: daysAgo(day.ago, 0), ...day })),
    )
  const hosts = days.flatMap(({ hosts, ...day }) =>
    Object.entries(hosts).map(([host, reads]) => ({ ...day, host, reads })),
  )
  // Thousands of rows: arrays cost a fraction of what as many parameters do.
  await prisma.$executeRaw`
    insert into post_daily_views (post_id, day, views)
    select * from unnest(${days.map(({ postId }) => postId)}::uuid[], ${days.map(({ date }) => date)}::date[], ${days.map(({ reads }) => reads)}::int[])`
  await prisma.$executeRaw`
    insert into post_daily_referrers (post_id, day, host, views)
    select * from unnest(${hosts.map(({ postId }) => postId)}::uuid[], ${hosts.map(({ date }) => date)}::date[],
      ${hosts.map(({ host }) => host)}::text[], ${hosts.map(({ reads }) => reads)}::int[])`
}

const started = performance.now()
const demo = await ensureUser(
  DEMO_EMAIL,
  'Nora Velling',
  'user',
  'Writes about the parts of software that are only noticed when they fail.',
)
const admin = await ensureUser(ADMIN_EMAIL, 'Ada Ferrow', 'admin', 'Keeps this place running.')
if (!process.argv.includes('logins')) {
  const posts = await writePosts({ demo, admin })
  await writeHistory(posts)
  console.log(
    `Seeded ${posts.length} posts with ${HISTORY_DAYS} days of readers in ${Math.round(performance.now() - started)} ms.`,
  )
}
await prisma.$disconnect()
console.log(`${DEMO_EMAIL}  ${password}`)
console.log(`${ADMIN_EMAIL}  ${password}`)
