import { cache } from 'react'
import { AvatarForm } from '@/components/users/avatar-form'
import { ProfileForm } from '@/components/users/profile-form'
import { TwoFactor } from '@/components/users/two-factor'
import type { UserViewer } from '@/lib/auth/identity'
import { requireAccount } from '@/lib/users/queries'
import { AVATAR_TYPES, BIO_MAX } from '@/lib/users/schema'

/** Both cells show one account: it is asked for once a request. */
const accountOf = cache(requireAccount)

export async function ProfilePicture({ viewer }: { viewer: UserViewer }) {
  const { name, profile } = await accountOf(viewer)
  return (
    <AvatarForm
      name={name}
      image={profile.avatarUrl}
      accept={AVATAR_TYPES.join(',')}
      hint="PNG, JPEG or WebP. It is cut to a square and made small here, before it is sent."
    />
  )
}

export async function ProfileFields({ viewer }: { viewer: UserViewer }) {
  const { name, profile } = await accountOf(viewer)
  return <ProfileForm name={name} bio={profile.bio} bioMax={BIO_MAX} />
}

export async function TwoFactorState({ viewer }: { viewer: UserViewer }) {
  const { twoFactorEnabled } = await accountOf(viewer)
  return <TwoFactor enabled={twoFactorEnabled} email={viewer.email} />
}
