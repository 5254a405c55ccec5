import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { Suspense, type ReactNode } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { SettingsHead } from '@/components/layout/setting'
import { ApiKeyList, ApiKeyListSkeleton } from '@/components/users/api-key-list'
import { NewApiKey } from '@/components/users/new-api-key'
import { Cell, Plate } from '@/components/ui/plate'
import { requireViewer } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'API keys' }

export default async function ApiKeysPage() {
  await connection()
  const viewer = await requireViewer('/settings/api-keys')
  return (
    <>
      <SettingsHead title="API keys">
        A key lets a program read or write your posts. It cannot touch keys, sessions or your account.{' '}
        <Link href="/api/docs" prefetch={false} className="text-foreground marked-link">
          Read the API reference
        </Link>
      </SettingsHead>
      <NewApiKey>
        <SectionBoundary failure="Your keys could not be loaded" className="p-5">
          <Suspense fallback={<ApiKeyListSkeleton />}>
            <ApiKeyList viewer={viewer} />
          </Suspense>
        </SectionBoundary>
      </NewApiKey>
      <Plate>
        <dl className="grid divide-y text-sm md:grid-cols-3 md:divide-x md:divide-y-0">
          <Rule title="Limit">
            Each key has its own; the answer’s <code>RateLimit</code> header says what is left.
          </Rule>
          <Rule title="Revoking">Takes effect with the next request. There is no way back, only a new key.</Rule>
          <Rule title="Not used for months?">Revoke it. A key that nobody uses is only a risk.</Rule>
        </dl>
      </Plate>
    </>
  )
}

function Rule({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Cell>
      <dt className="font-medium">{title}</dt>
      <dd className="mt-0.5 text-muted-foreground">{children}</dd>
    </Cell>
  )
}
