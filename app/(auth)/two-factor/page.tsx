import type { Metadata } from 'next'
import { connection } from 'next/server'
import { AuthHeading, AuthSwitch } from '@/components/auth/auth-heading'
import { TwoFactorStep } from '@/components/auth/two-factor-step'
import { toNextPath } from '@/lib/auth/next-path'

export const metadata: Metadata = { title: 'Two-factor code', robots: { index: false } }

type TwoFactorPageProps = { searchParams: Promise<{ next?: string | string[] }> }

export default async function TwoFactorPage({ searchParams }: TwoFactorPageProps) {
  await connection()
  return (
    <>
      <AuthHeading title="One more step">
        <AuthSwitch question="Not you?" href="/sign-in" action="Sign in anew" />
      </AuthHeading>
      <TwoFactorStep next={toNextPath((await searchParams).next)} />
    </>
  )
}
