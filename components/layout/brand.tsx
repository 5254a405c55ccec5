import Link from 'next/link'
import { brandClasses, MarkAndName } from '@/components/layout/mark'

export function Brand({ href = '/', className = '' }: { href?: string; className?: string }) {
  return (
    <Link href={href} prefetch={false} className={`${brandClasses} ${className}`}>
      <MarkAndName />
    </Link>
  )
}
