'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { buttonVariants } from '@/components/ui/button-variants'
import { PlainButton } from '@/components/ui/plain-button'

const SHOWN_FOR_MS = 1600

type CopyButtonProps = { text: string; what: string; className?: string }

/** Says that it copied. Without a secure context there is no clipboard: what it copies must be selectable beside it. */
export function CopyButton({ text, what, className = buttonVariants({ size: 'sm' }) }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )

  const Icon = copied ? Check : Copy
  return (
    <PlainButton className={className} onClick={() => void copy()}>
      <Icon aria-hidden="true" />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
      <span className="sr-only"> {what}</span>
    </PlainButton>
  )
}
