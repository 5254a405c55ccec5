'use client'

import dynamic from 'next/dynamic'
import { useRef } from 'react'
import type { ReadsPlotProps } from '@/components/stats/reads-plot'
import { StepsSkeleton } from '@/components/stats/steps-skeleton'
import { useIntersectionObserver } from '@/hooks/use-intersection-observer'

const ReadsPlot = dynamic(() => import('@/components/stats/reads-plot').then((module) => module.ReadsPlot), {
  ssr: false,
  loading: StepsSkeleton,
})

/** The charting library is the heaviest part of the page: it is fetched when the chart comes near. */
export function ReadsPlotOnSight(props: ReadsPlotProps) {
  const ref = useRef<HTMLDivElement>(null)
  const isNear = useIntersectionObserver(ref, { rootMargin: '200px 0px', once: true })
  return (
    <div ref={ref} className="absolute inset-0 noscript:hidden">
      {isNear ? <ReadsPlot {...props} /> : <StepsSkeleton />}
    </div>
  )
}
