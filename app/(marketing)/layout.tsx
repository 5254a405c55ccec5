import type { ReactNode } from 'react'
import { PublicFooter } from '@/components/layout/public-footer'
import { PublicHeader } from '@/components/layout/public-header'

const sections = [
  { href: '/#levers', label: 'Levers' },
  { href: '/#runs', label: 'What runs' },
  { href: '/#figures', label: 'Figures' },
  { href: '/#folders', label: 'Folders' },
]

export default function MarketingLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PublicHeader links={[...sections, { href: '/blog', label: 'Blog' }]} />
      <main id="main">{children}</main>
      <PublicFooter
        columns={[{ title: 'Starter', links: sections }]}
        base={
          <>
            <span>Next 16 · React 19 · Prisma 7 · Postgres 18</span>
            <span>No cookies on this page</span>
          </>
        }
      />
    </>
  )
}
