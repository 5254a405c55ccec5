import type { Metadata } from 'next'
import { connection } from 'next/server'
import { CompleteSignUpForm } from '@/components/auth/complete-sign-up-form'
import { PASSWORD_MIN } from '@/lib/auth/schema'

export const metadata: Metadata = { title: 'Finish your account', robots: { index: false } }

export default async function CompleteSignUpPage() {
  await connection()
  return <CompleteSignUpForm passwordMin={PASSWORD_MIN} />
}
