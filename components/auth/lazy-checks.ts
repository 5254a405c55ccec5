import type { FieldValues, Resolver } from 'react-hook-form'

type Checks = typeof import('@/components/auth/check-resolvers')

export const loadChecks = (): Promise<Checks> => import('@/components/auth/check-resolvers')

/** A resolver that arrives when it is first needed. Should it not arrive, the server still checks what is sent. */
export function lazyResolver<Values extends FieldValues>(
  choose: (checks: Checks) => Resolver<Values>,
): Resolver<Values> {
  return async (...args) => {
    const checks = await loadChecks().catch(() => null)
    return checks ? choose(checks)(...args) : { values: args[0], errors: {} }
  }
}
