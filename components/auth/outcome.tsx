import Link from 'next/link'
import type { ReactNode } from 'react'
import { AuthHeading } from '@/components/auth/auth-heading'
import { buttonVariants } from '@/components/ui/button-variants'

const reasons = {
  spent: {
    title: 'This link is used or has expired',
    sentence: 'A link works once and not for long. Ask for a new one.',
  },
  missing: {
    title: 'This link is not complete',
    sentence: 'Open it from the mail once more, or ask for a new one.',
  },
}

export type DeadLinkReason = keyof typeof reasons

/** A link from a mail that leads nowhere any more; `href` is where to ask for another. */
export function DeadLink({ reason, href }: { reason: DeadLinkReason; href: string }) {
  return (
    <Outcome {...reasons[reason]} alert>
      <Link href={href} prefetch={false} className={buttonVariants({ size: 'lg' })}>
        Ask for a new link
      </Link>
    </Outcome>
  )
}

type OutcomeProps = { title: string; sentence: ReactNode; alert?: boolean; children?: ReactNode }

/** How it ended, and what to do next. */
export function Outcome({ title, sentence, alert, children }: OutcomeProps) {
  return (
    <div role={alert ? 'alert' : 'status'} className="grid gap-[1.125rem]">
      <AuthHeading title={title}>
        <p>{sentence}</p>
      </AuthHeading>
      {children}
    </div>
  )
}
