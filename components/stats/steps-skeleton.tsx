'use client'

import { Skeleton } from '@/components/ui/skeleton'

const HEIGHTS = [30, 42, 38, 55, 82, 60, 48, 40, 44, 66, 52, 36]

/** The shape of a chart that is on its way: same place, same size. */
export function StepsSkeleton() {
  return (
    <div aria-hidden="true" className="absolute inset-0 flex items-end pt-2 pb-7 noscript:hidden">
      <div className="flex h-full w-full items-end border-b border-border-strong">
        {HEIGHTS.map((height, index) => (
          <Skeleton key={index} className="flex-1 rounded-none" style={{ height: `${height}%` }} />
        ))}
      </div>
    </div>
  )
}
