import { ChevronRight, Plus } from 'lucide-react'
import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'

export function NewPostLink({ children = 'New post' }: { children?: string }) {
  return (
    <Link href="/posts/new" prefetch={false} className={buttonVariants()}>
      <Plus aria-hidden="true" />
      {children}
    </Link>
  )
}

export function AllPostsLink() {
  return (
    <Link
      href="/posts"
      prefetch={false}
      className="inline-flex items-center gap-1 text-xs text-muted-foreground hover:text-foreground"
    >
      All posts
      <ChevronRight aria-hidden="true" className="size-[0.8125rem]" />
    </Link>
  )
}
