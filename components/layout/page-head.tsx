import type { ReactNode } from 'react'

type PageHeadProps = { note?: ReactNode; title: ReactNode; children?: ReactNode }

export function PageHead({ note, title, children }: PageHeadProps) {
  return (
    <div className="flex items-end justify-between gap-x-6 gap-y-4 pt-5 pb-4 max-sm:has-[nav]:flex-wrap md:pt-7 md:pb-5">
      <div className="min-w-0">
        {note === undefined ? null : <p className="mb-1 min-h-4 font-mono text-label text-muted-foreground">{note}</p>}
        <h1 className="text-xl leading-7 wrap-anywhere">{title}</h1>
      </div>
      <div className="flex items-center gap-2 max-sm:has-[>nav]:w-full max-sm:has-[>nav]:justify-between">
        {children}
      </div>
    </div>
  )
}
