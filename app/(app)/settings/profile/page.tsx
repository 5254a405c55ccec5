import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { ControlSkeleton, Setting, SettingsHead } from '@/components/layout/setting'
import { ProfileFields, ProfilePicture } from '@/components/users/profile'
import { Plate } from '@/components/ui/plate'
import { Skeleton } from '@/components/ui/skeleton'
import { requireViewer } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  await connection()
  const viewer = await requireViewer('/settings/profile')
  return (
    <>
      <SettingsHead title="Profile">What readers see beside your posts.</SettingsHead>
      <Plate className="divide-y">
        <Setting
          title="Picture"
          sentence="Square, shown small. Without one, your initials stand in."
          skeleton={<Skeleton className="size-18 rounded-md" />}
        >
          <ProfilePicture viewer={viewer} />
        </Setting>
        <Setting
          title="Name and bio"
          sentence="Public once you have published something."
          skeleton={
            <div className="grid gap-[1.125rem]">
              <ControlSkeleton />
              <ControlSkeleton className="h-25" />
            </div>
          }
        >
          <ProfileFields viewer={viewer} />
        </Setting>
        <Setting title="E-mail" sentence="How you sign in. Readers never see it.">
          <p className="wrap-anywhere">{viewer.email}</p>
          <Link href="/settings/security#email" prefetch={false} className="mt-1 inline-block text-sm marked-link">
            Change it under Security
          </Link>
        </Setting>
      </Plate>
    </>
  )
}
