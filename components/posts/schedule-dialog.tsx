'use client'

import { useState, type FormEvent } from 'react'
import { formatMoment } from '@/components/posts/post-toasts'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
  useFocusReturn,
} from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useViewerFormat } from '@/hooks/use-viewer-format'

type ScheduleDialogProps = { publishedAt: string | null; onClose: () => void; onSchedule: (at: string) => void }

/** A moment in the zone of whoever looks at it; what is stored is the instant. */
export function ScheduleDialog({ publishedAt, onClose, onSchedule }: ScheduleDialogProps) {
  const { locale, timeZone } = useViewerFormat()
  const [opened] = useState(() => new Date())
  const [value, setValue] = useState(() => toLocal(laterOf(publishedAt, opened)))
  const [error, setError] = useState<string>()
  const at = new Date(value)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const problem = problemWith(at)
    if (problem) return setError(problem)
    onSchedule(at.toISOString())
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent onCloseAutoFocus={useFocusReturn()}>
        <form method="post" noValidate onSubmit={submit}>
          <DialogTitle>When does it go out?</DialogTitle>
          <DialogDescription>Until then it is seen by you alone. Times are those of {timeZone}.</DialogDescription>
          <div className="px-5 py-[1.125rem]">
            <Field
              label="Day and time"
              error={error}
              hint={!problemWith(at, opened) ? `Goes out ${formatMoment(at.toISOString(), { locale, timeZone })}` : ' '}
            >
              {(control) => (
                <Input
                  {...control}
                  type="datetime-local"
                  name="at"
                  value={value}
                  min={toLocal(opened)}
                  onChange={(event) => setValue(event.target.value)}
                />
              )}
            </Field>
            <Suggestions now={opened} onChoose={(moment) => setValue(toLocal(moment))} />
          </div>
          <DialogFooter cancel="Cancel">
            <Button type="submit">Schedule</Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

function Suggestions({ now, onChoose }: { now: Date; onChoose: (moment: Date) => void }) {
  return (
    <div className="mt-3 flex flex-wrap gap-1.5">
      {suggestions(now).map(({ label, moment }) => (
        <Button key={label} variant="outline" size="sm" onClick={() => onChoose(moment)}>
          {label}
        </Button>
      ))}
    </div>
  )
}

const MORNING = 9
const MONDAY = 1

function morningIn(days: number, from: Date): Date {
  return new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, MORNING)
}

function suggestions(now: Date) {
  const toMonday = (MONDAY - now.getDay() + 7) % 7 || 7
  return [
    { label: 'Tomorrow 09:00', moment: morningIn(1, now) },
    ...(toMonday > 1 ? [{ label: 'Monday 09:00', moment: morningIn(toMonday, now) }] : []),
  ]
}

const laterOf = (publishedAt: string | null, now: Date) =>
  publishedAt && new Date(publishedAt) > now ? new Date(publishedAt) : morningIn(1, now)

function problemWith(at: Date, now = new Date()): string | undefined {
  if (Number.isNaN(at.getTime())) return 'Give a day and a time'
  return at > now ? undefined : 'This has passed. Choose a time to come.'
}

/** "2026-11-27T09:00" of the clock on the wall, as the browser's own field speaks it. */
function toLocal(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-')
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`
}
