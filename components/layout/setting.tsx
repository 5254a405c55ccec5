import { Suspense, type ReactNode } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { Cell } from '@/components/ui/plate'
import { Skeleton } from '@/components/ui/skeleton'

type SettingProps = { id?: string; title: string; sentence: ReactNode; skeleton?: ReactNode; children: ReactNode }

/** One cell of a settings page: what it is at the left, the control at the right. It streams in and fails alone. */
export function Setting({ id, title, sentence, skeleton, children }: SettingProps) {
  return (
    <Cell id={id} className="grid gap-x-10 gap-y-4 xl:grid-cols-[16rem_minmax(0,1fr)]">
      <div>
        <h3 className="text-sm font-medium tracking-ui">{title}</h3>
        <p className="mt-0.5 max-w-120 text-sm text-muted-foreground">{sentence}</p>
      </div>
      <div className="min-w-0">
        <SectionBoundary failure={`“${title}” could not be loaded`}>
          <Suspense fallback={skeleton}>{children}</Suspense>
        </SectionBoundary>
      </div>
    </Cell>
  )
}

type SettingsHeadProps = { title: string; children: ReactNode }

export function SettingsHead({ title, children }: SettingsHeadProps) {
  return (
    <div>
      <h2 className="text-md">{title}</h2>
      <p className="mt-1 max-w-144 text-muted-foreground">{children}</p>
    </div>
  )
}

/** A labelled control that is on its way. */
export function ControlSkeleton({ className = 'h-control' }: { className?: string }) {
  return (
    <div className="max-w-96">
      <Skeleton className="mt-1 mb-2.5 w-16" />
      <Skeleton className={`rounded-md ${className}`} />
    </div>
  )
}
