'use client'

import dynamic from 'next/dynamic'
import { useDeferredValue } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/class-names'

// Markdown's renderer is fetched when somebody asks for a preview.
const MarkdownBody = dynamic(() => import('@/components/posts/markdown-body').then((module) => module.MarkdownBody), {
  ssr: false,
  loading: () => <Skeleton className="h-4 w-3/4" />,
})

export function PostPreview({ title, markdown, className }: { title: string; markdown: string; className?: string }) {
  const deferred = useDeferredValue(markdown)
  return (
    <section aria-label="Preview" tabIndex={0} className={cn('min-h-0 min-w-0 overflow-auto bg-background', className)}>
      <article className="mx-auto max-w-152 px-4 pt-6 pb-12 md:px-8 md:pt-8 md:pb-16">
        <h2 className="mb-4 text-[1.75rem] leading-[1.15] tracking-[-0.03em] wrap-anywhere">{title || 'Untitled'}</h2>
        {deferred.trim() ? (
          <MarkdownBody markdown={deferred} />
        ) : (
          <p className="text-muted-foreground">Nothing to read yet.</p>
        )}
      </article>
    </section>
  )
}
