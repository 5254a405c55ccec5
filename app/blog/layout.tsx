import type { ReactNode } from 'react'
import { PublicFooter } from '@/components/layout/public-footer'
import { PublicHeader } from '@/components/layout/public-header'

export default function BlogLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PublicHeader links={[{ href: '/blog', label: 'Posts' }]} />
      <main
        id="main"
        className="mx-auto min-h-[calc(100dvh-3.5rem)] max-w-page px-gutter pt-[clamp(2.5rem,1.5rem+4vw,5rem)] pb-20"
      >
        {children}
      </main>
      <PublicFooter />
    </>
  )
}
