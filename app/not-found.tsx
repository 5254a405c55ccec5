import type { Metadata } from 'next'
import Link from 'next/link'
import { CalmPage } from '@/components/layout/calm-page'
import { buttonVariants } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Nothing here' }

export default function NotFound() {
  return (
    <CalmPage title="There is nothing at this address" sentence="It may have moved, or it was never here.">
      <Link href="/" prefetch={false} className={buttonVariants()}>
        Go to the start
      </Link>
      <Link href="/blog" prefetch={false} className={buttonVariants({ variant: 'outline' })}>
        Read the posts
      </Link>
    </CalmPage>
  )
}
