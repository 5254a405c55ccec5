import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Suspense } from 'react'
import { Greeting } from '@/app/(app)/dashboard/greeting'
import { PageHead } from '@/components/layout/page-head'
import { Section } from '@/components/layout/section'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { AllPostsLink, NewPostLink } from '@/components/posts/post-links'
import { RecentPosts, RecentPostsSkeleton } from '@/components/posts/recent-posts'
import { CountedAt } from '@/components/stats/counted-at'
import { MostRead, MostReadSkeleton } from '@/components/stats/most-read'
import { PeriodSwitch, toPeriod } from '@/components/stats/period-switch'
import { ReadsChart, ReadsChartSkeleton } from '@/components/stats/reads-chart'
import { ReadsFigureKeys } from '@/components/stats/reads-figure'
import { Referrers, ReferrersNote, ReferrersSkeleton } from '@/components/stats/referrers'
import { StatFigures, StatFiguresSkeleton } from '@/components/stats/stat-figures'
import { Plate } from '@/components/ui/plate'
import { requireViewer } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'Dashboard' }

type DashboardPageProps = { searchParams: Promise<{ days?: string | string[] }> }

export default async function DashboardPage({ searchParams }: DashboardPageProps) {
  await connection()
  const viewer = await requireViewer()
  const days = toPeriod((await searchParams).days)
  return (
    <>
      <PageHead title={<Greeting to={viewer.name} at={new Date()} />} note={<CountedAt viewer={viewer} days={days} />}>
        <PeriodSwitch days={days} />
        <NewPostLink />
      </PageHead>
      <Plate className="divide-y">
        <SectionBoundary failure="The figures could not be loaded" className="px-4 sm:px-5 xl:min-h-39">
          <Suspense fallback={<StatFiguresSkeleton />}>
            <StatFigures viewer={viewer} days={days} />
          </Suspense>
        </SectionBoundary>
        <div className="grid divide-y xl:grid-cols-[minmax(0,1fr)_20rem] xl:divide-x xl:divide-y-0">
          <Section title="Reads per day" aside={<ReadsFigureKeys />} skeleton={<ReadsChartSkeleton />}>
            <ReadsChart viewer={viewer} days={days} />
          </Section>
          <Section title="Your posts" aside={<AllPostsLink />} skeleton={<RecentPostsSkeleton />}>
            <RecentPosts viewer={viewer} />
          </Section>
        </div>
        <div className="grid divide-y xl:grid-cols-[minmax(0,1fr)_26.5rem] xl:divide-x xl:divide-y-0">
          <Section title="Most read" skeleton={<MostReadSkeleton />}>
            <MostRead viewer={viewer} days={days} />
          </Section>
          <Section title="Where readers come from" aside={<ReferrersNote />} skeleton={<ReferrersSkeleton />}>
            <Referrers viewer={viewer} days={days} />
          </Section>
        </div>
      </Plate>
    </>
  )
}
