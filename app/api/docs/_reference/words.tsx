import { Fragment, type ReactNode } from 'react'

/** A sentence in which `backticks` are code. */
export function Words({ children }: { children: string }) {
  return children.split('`').map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className="text-[0.92em] break-words text-foreground">
        {part}
      </code>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  )
}

/** What scrolls sideways can be reached by key. */
export function CodeBlock({ label, children }: { label?: string; children: string }) {
  return (
    <figure className="mt-4 overflow-hidden rounded-lg border bg-code first:mt-0">
      {label ? (
        <figcaption className="border-b px-3.5 py-2 font-mono text-label text-muted-foreground">{label}</figcaption>
      ) : null}
      <pre tabIndex={0} className="max-h-128 overflow-auto px-3.5 py-3 font-mono text-xs leading-[1.6]">
        {children}
      </pre>
    </figure>
  )
}

export function Label({ children }: { children: ReactNode }) {
  return <h4 className="mt-6 mb-1 font-mono text-label font-normal text-muted-foreground">{children}</h4>
}
