import { clsx } from 'clsx'
import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'

export type FieldControl = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

type FieldProps = {
  label: ReactNode
  /** Stands at the right of the label, for a link or a count. */
  aside?: ReactNode
  hint?: ReactNode
  error?: string | undefined
  className?: string
  /** Spread what it is given onto the control: `{(control) => <Input {...control} />}`. */
  children: (control: FieldControl) => ReactNode
}

/** Ties a label, a hint and an announced error to one control. */
export function Field({ label, aside, hint, error, className, children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  // One sentence at a time: an error says what the hint said, and more.
  const describedBy = error ? errorId : hint ? hintId : undefined
  return (
    <div className={clsx('min-w-0', className)}>
      <div className="mb-1.5 flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {hint && !error ? (
        <p id={hintId} className="mt-1.5 text-xs leading-[1.125rem] text-muted-foreground">
          {hint}
        </p>
      ) : null}
      <div role="alert">{error ? <ErrorLine id={errorId}>{error}</ErrorLine> : null}</div>
    </div>
  )
}

function ErrorLine({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1.5 flex gap-1.5 text-xs leading-[1.125rem] text-destructive">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5" />
      <span>{children}</span>
    </p>
  )
}

/** What is wrong with the whole form; the region is always there, so that its words are announced. */
export function FormError({ title, children }: { title?: string | undefined; children?: ReactNode }) {
  return (
    <div role="alert" className="empty:absolute">
      {title || children ? (
        <div className="rounded-md border border-destructive bg-destructive-wash px-3.5 py-3 text-sm">
          {title ? <p className="font-medium text-destructive">{title}</p> : null}
          {children ? <div className={title ? 'mt-1' : undefined}>{children}</div> : null}
        </div>
      ) : null}
    </div>
  )
}
