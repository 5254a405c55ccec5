import Link from 'next/link'
import type { ReactNode } from 'react'
import { PageHead } from '@/components/layout/page-head'

const places = [
  { href: '/admin', label: 'People' },
  { href: '/admin/audit', label: 'Audit log' },
  { href: '/admin/feedback', label: 'Feedback' },
] as const

/** The heading of an admin page, and the way to the other ones. */
export function AdminHead({ current, children }: { current: (typeof places)[number]['label']; children?: ReactNode }) {
  return (
    <PageHead title={current} note="Admin">
      <nav aria-label="Admin" className="inline-flex gap-0.5 rounded-md border border-border-strong bg-card p-0.5">
        {places.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            aria-current={label === current ? 'page' : undefined}
            className="flex h-[calc(var(--control)-6px)] items-center rounded-[4px] px-2.5 text-xs whitespace-nowrap text-muted-foreground transition-colors hover:text-foreground aria-[current]:bg-accent aria-[current]:font-medium aria-[current]:text-foreground"
          >
            {label}
          </Link>
        ))}
      </nav>
      {children}
    </PageHead>
  )
}
