import Link from 'next/link'
import { toast } from 'sonner'
import { buttonVariants } from '@/components/ui/button'

export function toastPublished(slug: string) {
  toast.success('Published', {
    action: (
      <Link href={`/blog/${slug}`} prefetch={false} className={buttonVariants({ variant: 'outline', size: 'sm' })}>
        View post
      </Link>
    ),
  })
}
