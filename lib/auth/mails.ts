import 'server-only'
// The words of account mails.
import { publicEnv } from '@/lib/public-env'

type Mail = { to: string; subject: string; text: string }

export const signUpMail = (to: string, link: string): Mail => ({
  to,
  subject: `Finish signing up for ${publicEnv.appName}`,
  text: `Open this link to choose your name and password:\n\n${link}\n\nIt works once, within 24 hours. If you did not ask for it, do nothing: no account exists.\n`,
})

export const alreadyRegisteredMail = (to: string, link: string): Mail => ({
  to,
  subject: `You have a ${publicEnv.appName} account already`,
  text: `Somebody, probably you, asked to sign up with this address. It has an account, so there is nothing to create. Sign in here:\n\n${link}\n\nIf it was not you, do nothing: nothing has changed.\n`,
})
