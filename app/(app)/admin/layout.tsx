import type { ReactNode } from 'react'
import { SignInAgain } from '@/components/auth/sign-in-again'

/** Holds the question for the password and guards nothing: every page asks for its own admin. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return <SignInAgain>{children}</SignInAgain>
}
