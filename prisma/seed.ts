// Fills an empty database with two people, their posts and 60 days of readers, the same each time but for the dates.
// Safe to run twice: people and posts are found by e-mail and address, and history is written once.
// Run by `npm run db:seed`, which refuses any database that is not on this machine. Needs DATABASE_URL and DEMO_PASSWORD.
import { PrismaPg } from '@prisma/adapter-pg'
import { ADMIN_EMAIL, DEMO_EMAIL } from '@/lib/auth/demo'
import { hashPassword } from '@/lib/auth/password'
import { toExcerpt } from '@/lib/markdown'
import { PrismaClient } from '@/prisma/generated/client'
import { SAMPLE_POSTS, type SamplePost } from '@/prisma/seed-posts'
import { readingHistory, type DailyReads } from '@/prisma/seed-history'

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

const daysAgo = (days: number, hour = 9) =>
  new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - days * DAY_MS + hour * 3600_000)

/** Creates the post unless its address is taken; returns its id, and whether it is new. */
async function ensurePost(authorId: string, { slug, title, content, writtenDaysAgo, publishedDaysAgo }: SamplePost) {
  const existing = await prisma.post.findUnique({ where: { slug }, select: { id: true } })
  if (existing) return { id: existing.id, isNew: false }
  const createdAt = daysAgo(writtenDaysAgo, 8)
  const post = await prisma.post.create({
    data: {
      authorId,
      slug,
      title,
      content,
      excerpt: toExcerpt(content),
      published: publishedDaysAgo !== null,
      publishedAt: publishedDaysAgo === null ? null : daysAgo(publishedDaysAgo),
      createdAt,
      updatedAt: createdAt,
    },
    select: { id: true },
  })
  return { id: post.id, isNew: true }
}

async function writeHistory(postId: string, days: readonly DailyReads[]): Promise<void> {
  const day = (ago: number) => daysAgo(ago, 0)
  await prisma.postDailyView.createMany({
    data: days.map(({ ago, reads }) => ({ postId, day: day(ago), views: reads })),
    skipDuplicates: true,
  })
  await prisma.postDailyReferrer.createMany({
    data: days.flatMap(({ ago, hosts }) =>
      Object.entries(hosts).map(([host, views]) => ({ postId, day: day(ago), host, views })),
    ),
    skipDuplicates: true,
  })
}

async function seedPosts(authors: Record<SamplePost['author'], string>): Promise<number> {
  let createdCount = 0
  for (const [index, sample] of SAMPLE_POSTS.entries()) {
    const { id, isNew } = await ensurePost(authors[sample.author], sample)
    if (!isNew) continue
    createdCount += 1
    if (sample.publishedDaysAgo !== null && sample.publishedDaysAgo >= 0) {
      await writeHistory(id, readingHistory(index + 1, sample, HISTORY_DAYS))
    }
  }
  return createdCount
}

const started = performance.now()
const demo = await ensureUser(
  DEMO_EMAIL,
  'Nora Velling',
  'user',
  'Writes about the parts of software that are only noticed when they fail.',
)
const admin = await ensureUser(ADMIN_EMAIL, 'Ada Ferrow', 'admin', 'Keeps this place running.')
const posts = await seedPosts({ demo, admin })
await prisma.$disconnect()

console.log(
  `Seeded ${posts} posts with ${HISTORY_DAYS} days of readers in ${Math.round(performance.now() - started)} ms.`,
)
console.log(`${DEMO_EMAIL}  ${password}`)
console.log(`${ADMIN_EMAIL}  ${password}`)
