import { Ban, LogOut, RotateCcw, ShieldCheck, ShieldOff, type LucideIcon } from 'lucide-react'
import { api, type ApiResult } from '@/lib/api-client/client'

export type ListedPerson = { id: string; name: string; role: 'user' | 'admin'; banned: boolean }

export type PersonAction = {
  label: string
  icon: LucideIcon
  question: string
  /** What happens, said before it does. */
  effect: string
  verb: string
  done: string
  isLoss?: true
  asksReason?: true
  send: (reason: string) => Promise<ApiResult<unknown>>
}

const setRole = ({ id, name, role }: ListedPerson): PersonAction =>
  role === 'user'
    ? {
        label: 'Make admin…',
        icon: ShieldCheck,
        question: `Make ${name} an admin?`,
        effect: 'They may do all that you may: see everybody, invite and ban people, and take your own role.',
        verb: 'Make admin',
        done: `${name} is an admin`,
        send: () => api.users.update(id, { role: 'admin', seenRole: 'user' }),
      }
    : {
        label: 'Make user…',
        icon: ShieldOff,
        question: `Make ${name} a user again?`,
        effect: 'These pages close for them with their next request. Their account and their posts stay as they are.',
        verb: 'Make user',
        done: `${name} is a user`,
        send: () => api.users.update(id, { role: 'user', seenRole: 'admin' }),
      }

const setBan = ({ id, name, banned }: ListedPerson): PersonAction =>
  banned
    ? {
        label: 'Lift ban…',
        icon: RotateCcw,
        question: `Lift the ban of ${name}?`,
        effect: 'They can sign in again, their API keys work again, and what they published is public again.',
        verb: 'Lift ban',
        done: `The ban of ${name} is lifted`,
        send: () => api.users.update(id, { banned: false }),
      }
    : {
        label: 'Ban…',
        icon: Ban,
        question: `Ban ${name}?`,
        effect:
          'They are signed out everywhere at once, their API keys stop working and their posts leave public view. Nothing is deleted, and you can lift it.',
        verb: 'Ban',
        done: `${name} is banned`,
        isLoss: true,
        asksReason: true,
        send: (reason) => api.users.update(id, { banned: true, ...(reason ? { reason } : {}) }),
      }

const endSessions = ({ id, name }: ListedPerson): PersonAction => ({
  label: 'End sessions…',
  icon: LogOut,
  question: `Sign ${name} out everywhere?`,
  effect: 'Every browser of theirs is out with its next request. They can sign in again; their API keys go on working.',
  verb: 'Sign out',
  done: `${name} is signed out everywhere`,
  isLoss: true,
  send: () => api.users.endSessions(id),
})

/** What an admin can do to somebody, as things stand. */
export const actionsFor = (person: ListedPerson): PersonAction[] => [
  setRole(person),
  setBan(person),
  ...(person.banned ? [] : [endSessions(person)]),
]
