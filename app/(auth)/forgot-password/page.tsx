import type { Metadata } from 'next'
import { connection } from 'next/server'
import { AuthSwitch } from '@/components/auth/auth-heading'
import { MailLinkForm } from '@/components/auth/mail-link-form'
import { NoMail } from '@/components/auth/no-mail'
import { mailMode } from '@/lib/mailer'

export const metadata: Metadata = { title: 'Forgot your password?', alternates: { canonical: '/forgot-password' } }

export default async function ForgotPasswordPage() {
  await connection()
  if (mailMode() === 'none') return <NoMail title="Passwords cannot be reset here" />
  return (
    <MailLinkForm kind="reset">
      <AuthSwitch question="Known after all?" href="/sign-in" action="Sign in" />
    </MailLinkForm>
  )
}
