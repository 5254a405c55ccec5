import Link from 'next/link'
import type { ReactNode } from 'react'

export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div>
      <h1 className="text-[1.625rem] tracking-[-0.03em]">{title}</h1>
      {children ? <div className="mt-1 text-muted-foreground">{children}</div> : null}
    </div>
  )
}

type AuthSwitchProps = { question: string; href: string; action: string }

export function AuthSwitch({ question, href, action }: AuthSwitchProps) {
  return (
    <p>
      {question}{' '}
      <Link href={href} prefetch={false} className="text-foreground marked-link">
        {action}
      </Link>
    </p>
  )
}
