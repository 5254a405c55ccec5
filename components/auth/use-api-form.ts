import { useState } from 'react'
import { useForm, type DefaultValues, type FieldValues, type Resolver } from 'react-hook-form'
import { lazyResolver } from '@/components/auth/lazy-checks'
import { useHydrated } from '@/hooks/use-hydrated'
import type { ApiResult } from '@/lib/api-client/client'
import { showProblem } from '@/lib/api-client/show-problem'
import type { Problem } from '@/lib/http-schema'

type Checks = typeof import('@/components/auth/check-resolvers')

type Options<Values extends FieldValues, Data> = {
  check: (checks: Checks) => Resolver<Values>
  defaultValues: DefaultValues<Values>
  send: (values: Values) => Promise<ApiResult<Data>>
  onDone: (data: Data, values: Values) => void
  /** The page is left when it is done: the button stays pending until then. */
  leaves?: true
  /** True when the form has shown this one itself. */
  onProblem?: (problem: Problem) => boolean
}

const TEXT = 'textarea, input:not([type=checkbox], [type=radio])'

/** What was typed before the page was awake: the form library would write its own values over it. */
function withTyped<Values>(values: Values): Values {
  const typed = (name: string) =>
    document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`form :is(${TEXT})[name="${CSS.escape(name)}"]`)
      ?.value
  const entries = Object.entries(values as Record<string, unknown>)
  return Object.fromEntries(entries.map(([name, value]) => [name, typed(name) || value])) as Values
}

/** A form that goes to one operation: what was typed survives a failure, and each sentence stands by the field it speaks of. */
export function useApiForm<Values extends FieldValues, Data>(options: Options<Values, Data>) {
  const { check, defaultValues, send, onDone, onProblem, leaves } = options
  const isHydrated = useHydrated()
  // Looked at once, in the render that wakes the page; a form that is opened later begins as it is told to.
  const [initial] = useState(() =>
    isHydrated || typeof document === 'undefined' ? defaultValues : withTyped(defaultValues),
  )
  const form = useForm<Values>({ resolver: lazyResolver(check), defaultValues: initial })
  const { errors, isSubmitting } = form.formState
  const [isLeaving, setIsLeaving] = useState(false)

  const submit = form.handleSubmit(async (values) => {
    const result = await send(values)
    if (result.ok) {
      setIsLeaving(leaves === true)
      onDone(result.data, values)
    } else if (!onProblem?.(result.problem)) showProblem(form, result.problem)
  })

  return { form, errors, submit, pending: isSubmitting || isLeaving }
}
