import Link from 'next/link'
import { cn } from '@/lib/class-names'
import { publicEnv } from '@/lib/public-env'

/** The mark: a wall, a ledge and a hold. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={cn('size-4 flex-none', className)}>
      <path d="M2 1h12v3H5v11H2z" fill="currentColor" />
      <path d="M8 7h4v4H8z" className="fill-hold-mark" />
    </svg>
  )
}

export function Brand({ href = '/', className }: { href?: string; className?: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn(
        'inline-flex items-center gap-2 text-[0.9375rem] leading-6 font-semibold tracking-[-0.02em]',
        className,
      )}
    >
      <Mark />
      {publicEnv.appName}
    </Link>
  )
}
