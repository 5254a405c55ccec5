import Link from 'next/link'
import { Measure, MEASURE_ROWS, MeasureList, MeasureListSkeleton } from '@/components/stats/measure-list'
import { Trend } from '@/components/stats/trend'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatShortDay } from '@/lib/format'
import { getUserStats } from '@/lib/stats/queries'

export async function MostRead({ viewer, days }: { viewer: UserViewer; days: number }) {
  const { topPosts, daily } = await getUserStats(viewer, { days })
  const firstDay = daily[0]?.day ?? ''
  const posts = topPosts.filter((post) => post.reads > 0).slice(0, MEASURE_ROWS)
  const max = posts[0]?.reads ?? 0
  return (
    <MeasureList>
      {posts.length === 0 ? <li className="text-muted-foreground">Nothing was read in these {days} days.</li> : null}
      {posts.map((post, index) => (
        <Measure
          key={post.id}
          value={post.reads}
          max={max}
          note={
            post.publishedAt && post.publishedAt >= firstDay ? (
              `since ${formatShortDay(post.publishedAt)}`
            ) : (
              <Trend now={post.reads} before={post.previousReads} />
            )
          }
        >
          <span className="w-3 flex-none font-mono text-label text-muted-foreground">{index + 1}</span>
          <Link href={`/posts/${post.id}`} prefetch={false} className="truncate underline-offset-3 hover:underline">
            {post.title}
          </Link>
        </Measure>
      ))}
    </MeasureList>
  )
}

export function MostReadSkeleton() {
  return <MeasureListSkeleton label="Loading the most read posts" />
}
