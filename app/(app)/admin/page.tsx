import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Suspense } from 'react'
import { SignInAgain } from '@/components/auth/sign-in-again'
import { AdminHead } from '@/components/layout/admin-head'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { InvitePerson } from '@/components/users/invite-person'
import { PeopleFilter } from '@/components/users/people-filter'
import { PeopleList, PeopleListSkeleton, toPeopleFilter } from '@/components/users/people-list'
import { Plate } from '@/components/ui/plate'
import { requireAdmin } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'People' }

type PeoplePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function PeoplePage({ searchParams }: PeoplePageProps) {
  await connection()
  const viewer = await requireAdmin('/admin')
  const filter = toPeopleFilter(await searchParams)
  return (
    <SignInAgain>
      <AdminHead current="People">
        <InvitePerson />
      </AdminHead>
      <Plate>
        <PeopleFilter filter={filter} />
        <SectionBoundary failure="The people could not be loaded" className="p-5">
          <Suspense key={JSON.stringify(filter)} fallback={<PeopleListSkeleton />}>
            <PeopleList viewer={viewer} filter={filter} />
          </Suspense>
        </SectionBoundary>
      </Plate>
    </SignInAgain>
  )
}
