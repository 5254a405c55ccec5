'use client'

import { RotateCcw } from 'lucide-react'
import { toDigest } from '@/components/layout/error-digest'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default function AppError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = toDigest(error)
  return (
    <div role="alert">
      <EmptyState
        title="This page could not be shown"
        level="h1"
        className="py-16"
        action={
          <div className="flex flex-wrap items-center gap-3">
            <Button variant="outline" onClick={() => retry()}>
              <RotateCcw aria-hidden="true" />
              Try again
            </Button>
            {digest ? <span className="font-mono text-label text-muted-foreground">error {digest}</span> : null}
          </div>
        }
      >
        Something went wrong on our side and was noted. What you saved is safe.
      </EmptyState>
    </div>
  )
}
