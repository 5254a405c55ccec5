import Link from 'next/link'
import { AuthHeading } from '@/components/auth/auth-heading'
import { buttonVariants } from '@/components/ui/button'

const reasons = {
  spent: {
    title: 'This link is used or has expired',
    sentence: 'A link works once, for 24 hours. Ask for a new one.',
    href: '/sign-up',
    action: 'Ask for a new link',
  },
  missing: {
    title: 'This link is not complete',
    sentence: 'Open it from the mail once more, or ask for a new one.',
    href: '/sign-up',
    action: 'Ask for a new link',
  },
  taken: {
    title: 'You already have an account',
    sentence: 'This address was registered in the meantime. Sign in with its password.',
    href: '/sign-in',
    action: 'Sign in',
  },
}

export type DeadLinkReason = keyof typeof reasons

export function DeadLink({ reason }: { reason: DeadLinkReason }) {
  const { title, sentence, href, action } = reasons[reason]
  return (
    <div role="alert" className="grid gap-[1.125rem]">
      <AuthHeading title={title}>
        <p>{sentence}</p>
      </AuthHeading>
      <Link href={href} prefetch={false} className={buttonVariants({ size: 'lg' })}>
        {action}
      </Link>
    </div>
  )
}
