import type { Metadata } from 'next'
import { connection } from 'next/server'
import { SignUpForm } from '@/components/auth/sign-up-form'

export const metadata: Metadata = { title: 'Create an account', alternates: { canonical: '/sign-up' } }

export default async function SignUpPage() {
  await connection()
  return <SignUpForm />
}
