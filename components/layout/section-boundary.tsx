'use client'

import { RotateCcw, TriangleAlert } from 'lucide-react'
import { catchError, type ErrorInfo } from 'next/error'
import { useTransition } from 'react'
import { toDigest } from '@/components/layout/error-digest'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/class-names'

type SectionBoundaryProps = {
  /** What could not be shown, as a sentence. Without it a failing part leaves its place empty. */
  failure?: string
  className?: string
}

function SectionFailure({ failure, className }: SectionBoundaryProps, { error, retry }: ErrorInfo) {
  const [pending, startTransition] = useTransition()
  if (!failure) return null
  const digest = toDigest(error)
  return (
    <div role="alert" className={cn('grid content-start gap-1 py-3', className)}>
      <h3 className="flex items-center gap-2 text-base tracking-ui">
        <TriangleAlert aria-hidden="true" className="text-destructive" />
        {failure}
      </h3>
      <p className="max-w-104 text-muted-foreground">Something went wrong while it was loading. Nothing was changed.</p>
      <div className="mt-3.5 flex flex-wrap items-center gap-2">
        <Button variant="outline" size="sm" pending={pending} onClick={() => startTransition(() => retry())}>
          {pending ? null : <RotateCcw aria-hidden="true" />}
          Try again
        </Button>
        {digest ? <span className="font-mono text-label text-muted-foreground">error {digest}</span> : null}
      </div>
    </div>
  )
}

/** Keeps a failure inside its own section: the rest of the page lives, and the section can be tried again. */
export const SectionBoundary = catchError(SectionFailure)
