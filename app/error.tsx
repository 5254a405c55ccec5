'use client'

import { CalmPage } from '@/components/layout/calm-page'
import { Button } from '@/components/ui/button'
import { toDigest } from '@/components/layout/error-digest'

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <CalmPage
      title="This page could not be shown"
      sentence="Something went wrong on our side, and it was noted. Nothing of yours was changed."
      reference={toDigest(error)}
    >
      <Button onClick={() => retry()}>Try again</Button>
    </CalmPage>
  )
}
