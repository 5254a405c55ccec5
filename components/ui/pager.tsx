import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { Amount } from '@/components/ui/moment'

type PagerProps = { shown: number; newest: string | undefined; older: string | undefined }

/** The foot of a list that is walked by cursor. Plain links, so that the browser's own way back works. */
export function Pager({ shown, newest, older }: PagerProps) {
  return (
    <div className="flex min-h-13 items-center justify-between gap-4 border-t py-2 pr-3 pl-5 max-md:pl-4">
      <span className="font-mono text-label text-muted-foreground">
        <Amount of={shown} /> shown
      </span>
      <nav aria-label="Pages" className="flex gap-2">
        {newest ? <PageLink href={newest}>Back to newest</PageLink> : null}
        {older ? <PageLink href={older}>Show older</PageLink> : null}
      </nav>
    </div>
  )
}

function PageLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} prefetch={false} className={buttonVariants({ variant: 'outline', size: 'sm' })}>
      {children}
    </Link>
  )
}
