import type { Metadata } from 'next'
import { connection } from 'next/server'
import { ConfirmEmailForm } from '@/components/auth/confirm-email-form'

export const metadata: Metadata = { title: 'Change of address', robots: { index: false } }

export default async function ConfirmEmailPage() {
  await connection()
  return <ConfirmEmailForm />
}
