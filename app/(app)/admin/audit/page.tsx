import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Suspense } from 'react'
import { AdminHead } from '@/components/layout/admin-head'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { AuditList, AuditListSkeleton, toAuditFilter } from '@/components/users/audit-list'
import { Plate } from '@/components/ui/plate'
import { requireAdmin } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'Audit log' }

type AuditPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AuditPage({ searchParams }: AuditPageProps) {
  await connection()
  const viewer = await requireAdmin('/admin/audit')
  const filter = toAuditFilter(await searchParams)
  return (
    <>
      <AdminHead current="Audit log" />
      <Plate>
        <SectionBoundary failure="The log could not be loaded" className="p-5">
          <Suspense key={JSON.stringify(filter)} fallback={<AuditListSkeleton />}>
            <AuditList viewer={viewer} filter={filter} />
          </Suspense>
        </SectionBoundary>
      </Plate>
    </>
  )
}
