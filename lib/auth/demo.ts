import 'server-only'
// The sample's two people. Their password is shown only where the app runs for trying, never on a real deployment.
import { env } from '@/lib/env'

export const DEMO_EMAIL = 'demo@example.com'
export const ADMIN_EMAIL = 'admin@example.com'

export type DemoLogin = { label: 'demo' | 'admin'; email: string; password: string }

/** The logins that the sign-in page may offer: none in production, unless it runs on the embedded database. */
export function demoLogins(): DemoLogin[] {
  const { NODE_ENV, FOOTHOLD_EMBEDDED, DEMO_PASSWORD } = env()
  if (!DEMO_PASSWORD || (NODE_ENV === 'production' && !FOOTHOLD_EMBEDDED)) return []
  return [
    { label: 'demo', email: DEMO_EMAIL, password: DEMO_PASSWORD },
    { label: 'admin', email: ADMIN_EMAIL, password: DEMO_PASSWORD },
  ]
}
