import { useEffect, useRef, type ReactNode } from 'react'
import { buttonVariants } from '@/components/ui/button-variants'
import { PlainButton } from '@/components/ui/plain-button'

type CheckMailProps = { children: ReactNode; inbox: string | undefined; onBack: () => void }

/** What it says must be the same for a new address and for a known one. */
export function CheckMail({ children, inbox, onBack }: CheckMailProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The form that had the focus is gone: a screen reader is told where it is now.
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="grid gap-[1.125rem]">
      <div>
        <h1 ref={heading} tabIndex={-1} className="text-[1.625rem] tracking-[-0.03em] outline-none">
          Check your mail
        </h1>
        <p className="mt-1 wrap-anywhere text-muted-foreground [&_b]:font-normal [&_b]:text-foreground">{children}</p>
      </div>
      <InboxNote inbox={inbox} />
      <PlainButton className={buttonVariants({ variant: 'outline', size: 'lg' })} onClick={onBack}>
        Use another address
      </PlainButton>
    </div>
  )
}

/** In development mail stays here, and the way to it is one press. */
export function InboxNote({ inbox }: { inbox: string | undefined }) {
  if (!inbox) return null
  return (
    <p className="grid grid-cols-[7px_1fr] gap-3 rounded-md border border-dashed border-input px-3.5 py-3 text-xs leading-[1.125rem]">
      <span aria-hidden="true" className="mt-1.5 hold" />
      <span>
        <b className="font-medium">No mail leaves this machine.</b>{' '}
        <a href={inbox} className="marked-link">
          Read it in the inbox
        </a>
      </span>
    </p>
  )
}
