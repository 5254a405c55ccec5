import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { AuthHeading, AuthSwitch } from '@/components/auth/auth-heading'
import { SignInForm } from '@/components/auth/sign-in-form'
import { demoLogins } from '@/lib/auth/demo'
import { toNextPath } from '@/lib/auth/next-path'
import { signInProviders } from '@/lib/auth/oauth'
import { getViewer } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'Sign in', alternates: { canonical: '/sign-in' } }

type SignInPageProps = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> }

export default async function SignInPage({ searchParams }: SignInPageProps) {
  await connection()
  const { next: wanted, error } = await searchParams
  const next = toNextPath(wanted)
  if ((await getViewer()).kind === 'user') redirect(next)
  return (
    <>
      <AuthHeading title="Sign in">
        <AuthSwitch question="New here?" href="/sign-up" action="Create an account" />
      </AuthHeading>
      <SignInForm
        next={next}
        demoLogins={demoLogins()}
        providers={signInProviders()}
        refusal={typeof error === 'string' ? error : undefined}
      />
    </>
  )
}
