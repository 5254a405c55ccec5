import type { ReactNode } from 'react'
import { brandClasses, MarkAndName } from '@/components/layout/mark'

/** By a plain link: a whole new page forgets what failed, and the pages of errors stay light. */
const START = '/'

type CalmPageProps = { title: string; sentence: string; reference?: string | undefined; children: ReactNode }

/** A whole page for when there is nothing else to show: what happened, then what to do. */
export function CalmPage({ title, sentence, reference, children }: CalmPageProps) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-page flex-col px-gutter py-5">
      <header>
        <a href={START} className={brandClasses}>
          <MarkAndName />
        </a>
      </header>
      <main id="main" className="m-auto grid w-full max-w-104 gap-1 py-16">
        <svg viewBox="0 0 112 56" fill="none" aria-hidden="true" className="mb-4 h-14 w-28">
          <path d="M0 55.5H28V41.5H56V27.5H84V13.5H112" className="stroke-border-strong" />
          <path d="M0 55.5H28" strokeWidth="1.5" className="stroke-foreground" />
          <path d="M9 46h9v9H9z" className="fill-hold-mark stroke-hold-ink" />
        </svg>
        <h1 className="text-xl">{title}</h1>
        <p className="text-md leading-[1.55] text-muted-foreground">{sentence}</p>
        <div className="mt-5 flex flex-wrap items-center gap-2">{children}</div>
        {reference ? <p className="mt-4 font-mono text-label text-muted-foreground">error {reference}</p> : null}
      </main>
    </div>
  )
}
