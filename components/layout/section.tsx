'use client'

import { Suspense, type ReactNode } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { Cell, CellHead } from '@/components/ui/plate'

type SectionProps = { title: string; aside?: ReactNode; skeleton: ReactNode; children: ReactNode }

/** A cell whose heading is there at once; its content streams in, and fails alone. */
export function Section({ title, aside, skeleton, children }: SectionProps) {
  return (
    <Cell className="flex flex-col">
      <CellHead title={title} aside={aside} className="max-sm:flex-wrap max-sm:gap-y-1" />
      <SectionBoundary failure={`“${title}” could not be loaded`} className="min-h-77 sm:min-h-66.5">
        <Suspense fallback={skeleton}>{children}</Suspense>
      </SectionBoundary>
    </Cell>
  )
}
