import type { Metadata } from 'next'
import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export const metadata: Metadata = { title: 'Nothing here' }

export default function AppNotFound() {
  return (
    <EmptyState
      title="There is nothing of yours at this address"
      level="h1"
      className="py-16"
      action={
        <Link href="/dashboard" prefetch={false} className={buttonVariants({ variant: 'outline' })}>
          Go to the dashboard
        </Link>
      }
    >
      It may have been deleted, or it belongs to somebody else.
    </EmptyState>
  )
}
