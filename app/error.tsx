'use client'

import { CalmPage } from '@/components/layout/calm-page'
import { buttonVariants } from '@/components/ui/button-variants'
import { toDigest } from '@/components/layout/error-digest'

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <CalmPage
      title="This page could not be shown"
      sentence="Something went wrong on our side, and it was noted. Nothing of yours was changed."
      reference={toDigest(error)}
    >
      <button type="button" className={buttonVariants()} onClick={() => retry()}>
        Try again
      </button>
    </CalmPage>
  )
}
