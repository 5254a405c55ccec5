import 'server-only'
// The words of account mails. How a mail looks is components/emails; a link stands in both of its forms.
import { env, ownOrigins } from '@/lib/env'
import type { Mail } from '@/lib/mailer'
import { publicEnv } from '@/lib/public-env'

export type AccountMail = Omit<Mail, 'id'>

/** Where links of mails lead: never to a host that a request named, except in development. */
export const linkOrigin = (requestOrigin: string): string | undefined =>
  env().NODE_ENV === 'development' ? requestOrigin : ownOrigins()[0]

const { appName } = publicEnv
/** A name or an address is somebody else's text: one line of it, wherever it stands. */
const oneLine = (given: string) => given.replace(/\s+/g, ' ').trim()

export const signUpMail = (to: string, link: string): AccountMail => ({
  to,
  subject: `Finish signing up for ${appName}`,
  lines: ['Choose your name and password, and you are in.'],
  action: { label: 'Finish signing up', link },
  note: 'The link works once, within 24 hours. If you did not ask for it, do nothing: no account exists.',
})

export const alreadyRegisteredMail = (to: string, link: string): AccountMail => ({
  to,
  subject: `You have a ${appName} account already`,
  lines: [
    'Somebody, probably you, asked to sign up with this address. It has an account, so there is nothing to create.',
  ],
  action: { label: 'Sign in', link },
  note: 'If it was not you, do nothing: nothing has changed.',
})

export const resetPasswordMail = (to: string, link: string): AccountMail => ({
  to,
  subject: `Choose a new ${appName} password`,
  lines: ['Somebody, probably you, asked for a new password. Choosing one signs you out everywhere else.'],
  action: { label: 'Choose a new password', link },
  note: 'The link works once, within 10 minutes. If you did not ask for it, do nothing: your password stays as it is.',
})

export const passwordChangedMail = (to: string, link: string): AccountMail => ({
  to,
  subject: `Your ${appName} password was changed`,
  lines: [
    'Every other session has ended.',
    'If you did this, all is well. If not, somebody else has your password: choose a new one now.',
  ],
  action: { label: 'Choose a new password', link },
})

/** To an address that nobody has: whoever asked for a password there gets an answer, too. */
export const noAccountMail = (to: string, link: string): AccountMail => ({
  to,
  subject: `There is no ${appName} account with this address`,
  lines: ['Somebody, probably you, asked for a new password. No account has this address; perhaps yours has another.'],
  action: { label: 'Sign up', link },
  note: 'If it was not you, do nothing: nothing has changed.',
})

/** To the new address: nothing changes before its link is opened. */
export const confirmAddressMail = (to: string, link: string): AccountMail => ({
  to,
  subject: `Confirm your new ${appName} address`,
  lines: ['This address was given for an account. Confirm it, and you sign in with it from then on.'],
  action: { label: 'Confirm this address', link },
  note: 'The link works once, within 24 hours. If you did not ask for it, do nothing: nothing changes.',
})

/** To the old address, as soon as a change is asked for: it has to agree as well. */
export const addressChangingMail = (to: string, newAddress: string, link: string): AccountMail => ({
  to,
  subject: `Your ${appName} address is being changed`,
  lines: [
    `Somebody signed in to your account asked to move it to ${oneLine(newAddress)}. It moves once both addresses agree.`,
  ],
  action: { label: 'Agree to the change', link },
  note: 'The link works once, within 24 hours. If it was not you, do not agree, and choose a new password now: that ends every session, and the change with it.',
})

/** To both addresses, once they have agreed: from the old one nothing can be reset any more. */
export const addressChangedMail = (to: string, newAddress: string): AccountMail => ({
  to,
  subject: `Your ${appName} address was changed`,
  lines: [
    `The account now signs in with ${oneLine(newAddress)}, and its mail goes there.`,
    'If you did not do this, somebody else has your account: answer this mail at once, from this address.',
  ],
})

export const invitationMail = (to: string, link: string, invitedBy: string): AccountMail => ({
  to,
  subject: `You are invited to ${appName}`,
  lines: [`${oneLine(invitedBy)} made an account for this address. Set your password, and it is yours.`],
  action: { label: 'Set your password', link },
  note: 'The link works once, within 24 hours. If you do not know what this is, do nothing.',
})

export const twoFactorMail = (to: string, turned: 'on' | 'off', link: string): AccountMail => ({
  to,
  subject: `Two-factor sign-in is ${turned}`,
  lines: [
    turned === 'on'
      ? `From now on, signing in to ${appName} takes your password and a code.`
      : `From now on, signing in to ${appName} takes your password alone.`,
    'If you did this, all is well. If not, choose a new password now.',
  ],
  action: { label: 'Choose a new password', link },
})

export const accountDeletedMail = (to: string): AccountMail => ({
  to,
  subject: `Your ${appName} account is deleted`,
  lines: [
    'The account and what belonged to it are gone.',
    'If you did not do this, answer this mail: somebody else was signed in as you.',
  ],
})
