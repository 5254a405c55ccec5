import type { Metadata } from 'next'
import { connection } from 'next/server'
import { ResetPasswordForm } from '@/components/auth/reset-password-form'
import { PASSWORD_MIN } from '@/lib/auth/schema'

export const metadata: Metadata = { title: 'Choose your password', robots: { index: false } }

export default async function ResetPasswordPage() {
  await connection()
  return <ResetPasswordForm passwordMin={PASSWORD_MIN} />
}
