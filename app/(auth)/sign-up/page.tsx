import type { Metadata } from 'next'
import { connection } from 'next/server'
import { AuthSwitch } from '@/components/auth/auth-heading'
import { MailLinkForm } from '@/components/auth/mail-link-form'
import { NoMail } from '@/components/auth/no-mail'
import { mailMode } from '@/lib/mailer'

export const metadata: Metadata = { title: 'Create an account', alternates: { canonical: '/sign-up' } }

export default async function SignUpPage() {
  await connection()
  if (mailMode() === 'none') return <NoMail title="Sign-up is closed" />
  return (
    <MailLinkForm kind="sign-up">
      <AuthSwitch question="Already here?" href="/sign-in" action="Sign in" />
    </MailLinkForm>
  )
}
