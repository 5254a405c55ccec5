import Link from 'next/link'
import { toast } from 'sonner'
import type { Intent } from '@/components/posts/use-post-store'
import { buttonVariants } from '@/components/ui/button-variants'
import { formatDay, formatTime, type FormatOptions } from '@/lib/format'

export function toastPublished(slug: string) {
  toast.success('Published', {
    action: (
      <Link href={`/blog/${slug}`} prefetch={false} className={buttonVariants({ variant: 'outline', size: 'sm' })}>
        View post
      </Link>
    ),
  })
}

/** "Friday 27 November, 09:00" */
export const formatMoment = (instant: string, format: FormatOptions) =>
  `${formatDay(instant, format)}, ${formatTime(instant, format)}`

/** Says what a save did beside saving. */
export function toastOutcome(intent: Intent, post: { slug: string }) {
  if (intent.kind === 'publish') toastPublished(post.slug)
  if (intent.kind === 'unpublish') toast.success('Back to draft: nobody else sees it')
  if (intent.kind === 'schedule') {
    toast.success(`Scheduled: it goes out ${formatMoment(intent.at, Intl.DateTimeFormat().resolvedOptions())}`)
  }
}
