import Link from 'next/link'
import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'
import { publicEnv } from '@/lib/public-env'

type Column = { title: string; links: readonly { href: string; label: string }[] }

const product: Column = {
  title: 'Product',
  links: [
    { href: '/blog', label: 'Blog' },
    { href: '/feed.xml', label: 'Feed' },
    { href: '/api/docs', label: 'API reference' },
    { href: '/sign-in', label: 'Sign in' },
    { href: '/sign-up', label: 'Create an account' },
  ],
}

type PublicFooterProps = {
  columns?: readonly Column[]
  /** What the page tells of itself below the line. */
  base?: ReactNode
}

export function PublicFooter({ columns = [], base }: PublicFooterProps) {
  return (
    <footer className="border-t text-sm">
      <div className="mx-auto grid max-w-page grid-cols-2 gap-8 px-gutter pt-12 pb-10 md:auto-cols-[minmax(0,1fr)] md:grid-flow-col md:grid-cols-[minmax(0,1.6fr)]">
        <div className="max-md:col-span-2">
          <Brand />
          <p className="mt-3 max-w-68 text-muted-foreground">{publicEnv.appDescription}</p>
        </div>
        {[...columns, product].map(({ title, links }) => (
          <nav key={title} aria-label={title}>
            <h2 className="mb-2.5 font-mono text-label font-normal text-muted-foreground">{title}</h2>
            <ul>
              {links.map(({ href, label }) => (
                <li key={href}>
                  <Link href={href} prefetch={false} className="inline-block py-1 underline-offset-3 hover:underline">
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
      {base ? (
        <div className="border-t">
          <div className="mx-auto flex max-w-page flex-wrap justify-between gap-x-8 gap-y-2 px-gutter pt-4 pb-6 font-mono text-label text-muted-foreground">
            {base}
          </div>
        </div>
      ) : null}
    </footer>
  )
}
