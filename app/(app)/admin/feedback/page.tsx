import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Suspense } from 'react'
import { FeedbackFilter, FeedbackList, FeedbackListSkeleton } from '@/components/feedback/feedback-list'
import { AdminHead } from '@/components/layout/admin-head'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { Plate } from '@/components/ui/plate'
import { requireAdmin } from '@/lib/auth/viewer'
import { listFeedbackQuery } from '@/lib/feedback/schema'

export const metadata: Metadata = { title: 'Feedback' }

const pageQuery = listFeedbackQuery.pick({ cursor: true, kind: true }).strip()

type FeedbackPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function FeedbackPage({ searchParams }: FeedbackPageProps) {
  await connection()
  const viewer = await requireAdmin('/admin/feedback')
  const { cursor, kind } = pageQuery.safeParse(await searchParams).data ?? {}
  return (
    <>
      <AdminHead current="Feedback" />
      <Plate>
        <FeedbackFilter current={kind} />
        <SectionBoundary failure="The feedback could not be loaded" className="p-5">
          <Suspense key={`${kind} ${cursor}`} fallback={<FeedbackListSkeleton />}>
            <FeedbackList viewer={viewer} cursor={cursor} kind={kind} />
          </Suspense>
        </SectionBoundary>
      </Plate>
    </>
  )
}
