import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import type { Problem } from '@/lib/http-schema'

/** Puts what the server said beside the field it speaks of, and the rest above the button. */
export function showProblem<Values extends FieldValues>(
  form: Pick<UseFormReturn<Values>, 'setError' | 'getValues'>,
  problem: Problem,
): void {
  const fields = Object.keys(form.getValues())
  const known = (problem.errors ?? []).filter(({ path }) => fields.includes(path))
  known.forEach(({ path, message }, index) => {
    form.setError(path as Path<Values>, { message }, { shouldFocus: index === 0 })
  })
  if (known.length > 0) return
  const message = problem.status === 429 ? `Too many tries. ${problem.detail}` : problem.detail
  form.setError('root', { message })
}
