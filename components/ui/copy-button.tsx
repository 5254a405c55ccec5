'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'

const SHOWN_FOR_MS = 1600

type CopyButtonProps = Omit<ComponentProps<typeof Button>, 'children' | 'onClick'> & { text: string; what: string }

/** Says that it copied. Without a secure context there is no clipboard: what it copies must be selectable beside it. */
export function CopyButton({ text, what, ...props }: CopyButtonProps) {
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
    <Button size="sm" onClick={() => void copy()} {...props}>
      <Icon aria-hidden="true" />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
      <span className="sr-only"> {what}</span>
    </Button>
  )
}
