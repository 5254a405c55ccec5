'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'

const SHOWN_FOR_MS = 1600

/** The page's one client leaf. */
export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])

  // Without a secure context there is no clipboard: the words beside the button can still be selected.
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )

  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      aria-label={`Copy ${text}`}
      onClick={copy}
      className="ml-auto inline-flex h-control-sm items-center gap-[0.4375rem] rounded-md border border-[color-mix(in_oklab,currentColor_30%,transparent)] px-2 font-sans text-xs leading-none font-medium transition-colors hover:bg-[color-mix(in_oklab,currentColor_14%,transparent)]"
    >
      <Icon aria-hidden="true" className="size-[0.9375rem]" />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
    </button>
  )
}
