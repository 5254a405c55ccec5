import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Setting, SettingsHead } from '@/components/layout/setting'
import { EmailForm } from '@/components/users/email-form'
import { PasswordForm } from '@/components/users/password-form'
import { TwoFactorState } from '@/components/users/profile'
import { SessionList, SessionListSkeleton } from '@/components/users/session-list'
import { DeleteAccount, ExportButton } from '@/components/users/your-data'
import { Plate } from '@/components/ui/plate'
import { Skeleton } from '@/components/ui/skeleton'
import { PASSWORD_MIN } from '@/lib/auth/schema'
import { requireViewer } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'Security' }

export default async function SecurityPage() {
  await connection()
  const viewer = await requireViewer('/settings/security')
  return (
    <>
      <SettingsHead title="Security">
        How you sign in, where you are signed in, and what is stored about you.
      </SettingsHead>
      <Plate className="divide-y">
        <Setting title="Password" sentence="A change signs you out everywhere else.">
          <PasswordForm email={viewer.email} passwordMin={PASSWORD_MIN} />
        </Setting>
        <Setting
          title="Two-factor"
          sentence="Beside the password, a code from an app on your phone."
          skeleton={<Skeleton className="h-11 w-24" />}
        >
          <TwoFactorState viewer={viewer} />
        </Setting>
        <Setting
          id="email"
          title="E-mail"
          sentence="Both the old and the new address have to agree, each by a link in a mail."
        >
          <EmailForm email={viewer.email} />
        </Setting>
        <Setting
          title="Where you are signed in"
          sentence="A browser that you sign out here is out with its next request."
          skeleton={<SessionListSkeleton />}
        >
          <SessionList viewer={viewer} />
        </Setting>
        <Setting title="Your data" sentence="Everything stored about you, as one JSON file.">
          <ExportButton />
        </Setting>
        <Setting title="Delete account" sentence="At once and for good, with everything that belongs to it.">
          <DeleteAccount email={viewer.email} />
        </Setting>
      </Plate>
    </>
  )
}
