import type { ReactNode } from 'react'
import { PublicFooter } from '@/components/layout/public-footer'
import { PublicHeader } from '@/components/layout/public-header'

const links = [
  { href: '/api/docs', label: 'API' },
  { href: '/blog', label: 'Blog' },
]

export default function ReferenceLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PublicHeader links={links} />
      <main id="main" className="mx-auto max-w-page px-gutter pt-[clamp(2.5rem,1.5rem+4vw,5rem)] pb-24">
        {children}
      </main>
      <PublicFooter />
    </>
  )
}
