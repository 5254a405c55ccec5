import { useState } from 'react'
import { useForm, type DefaultValues, type FieldValues, type Resolver } from 'react-hook-form'
import { lazyResolver } from '@/components/auth/lazy-checks'
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

/** A form that goes to one operation: what was typed survives a failure, and each sentence stands by the field it speaks of. */
export function useApiForm<Values extends FieldValues, Data>(options: Options<Values, Data>) {
  const { check, defaultValues, send, onDone, onProblem, leaves } = options
  const form = useForm<Values>({ resolver: lazyResolver(check), defaultValues })
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
