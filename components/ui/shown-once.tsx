import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'

type ShownOnceProps = {
  title: string
  sentence: string
  /** Stands at the left of the last line. */
  aside?: ReactNode
  onStored: () => void
  children: ReactNode
}

/** A secret that nobody will see again, on the lichen wash. It takes the focus: it must not be missed. */
export function ShownOnce({ title, sentence, aside, onStored, children }: ShownOnceProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="rounded-lg border border-hold-ink bg-hold-wash p-4 sm:px-5 sm:pt-[1.125rem] sm:pb-5">
      <h3 ref={heading} tabIndex={-1} className="text-base tracking-ui outline-none">
        {title}
      </h3>
      <p className="mt-0.5">{sentence}</p>
      <div className="mt-3.5">{children}</div>
      <div className="mt-3.5 flex flex-wrap items-center gap-3">
        {aside}
        <Button variant="outline" size="sm" className="ml-auto" onClick={onStored}>
          I have stored it
        </Button>
      </div>
    </section>
  )
}

/** One secret in mono that can be selected, and the way to copy it. */
export function SecretLine({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="flex items-center gap-1.5 rounded-md border border-hold-ink bg-card py-[0.3125rem] pr-[0.3125rem] pl-3.5">
      <code className="mr-auto min-w-0 text-base break-all">{text}</code>
      {children}
    </div>
  )
}
