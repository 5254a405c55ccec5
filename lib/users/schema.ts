// What the API tells of people, and what they may change of themselves.
import * as z from 'zod'
import { apiKeySchema, email, personName, sessionSchema } from '@/lib/auth/schema'
import { cursorParam, id, limitParam, pageOf, text } from '@/lib/http-schema'

export const BIO_MAX = 500

export const bio = text(BIO_MAX).trim()
const role = z.enum(['user', 'admin'])

/** An account as its owner and admins see it. */
export const accountSchema = z
  .object({
    id,
    email: z.string(),
    name: z.string(),
    role,
    twoFactorEnabled: z.boolean(),
    profile: z.object({ bio: z.string(), avatarUrl: z.string().nullable() }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof accountSchema>

export const updateMeSchema = z
  .strictObject({ name: personName, bio })
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'Name at least one field to change')
export type UpdateMeInput = z.infer<typeof updateMeSchema>

/** Typed by the person, so that nobody deletes an account by one click. */
export const deleteMeSchema = z.strictObject({ confirm: email })

/** Nouns of the product add what they hold under names of their own. */
export const accountExportSchema = z
  .looseObject({
    exportedAt: z.iso.datetime(),
    account: accountSchema,
    sessions: z.array(sessionSchema),
    apiKeys: z.array(apiKeySchema),
    auditEntries: z.array(
      z.object({
        id,
        at: z.iso.datetime(),
        action: z.string(),
        targetType: z.string(),
        targetId: z.string().nullable(),
        address: z.string().nullable(),
        details: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'AccountExport' })
export type AccountExport = z.infer<typeof accountExportSchema>

export const ACTIVE_DAYS = { '7d': 7, '30d': 30, '90d': 90 } as const
export const listUsersQuery = z.strictObject({
  limit: limitParam,
  cursor: cursorParam,
  active: z.enum(['7d', '30d', '90d']).optional(),
  q: text(100).trim().min(1).optional(),
})
export type ListUsersQuery = z.infer<typeof listUsersQuery>

export const userParams = z.strictObject({ userId: id })
const access = {
  banned: z.boolean(),
  banReason: z.string().nullable(),
  /** As precise as a day. */
  lastActiveAt: z.iso.datetime(),
}
/** A person in a list: what the profile shows, and when they were last here. */
export const userSchema = z
  .object({
    id,
    name: z.string(),
    avatarUrl: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastActiveAt: access.lastActiveAt,
  })
  .meta({ id: 'User' })
export const userPageSchema = pageOf(userSchema)
/** A row of the page for admins, with what they act on; the API's list keeps to `userSchema`. */
export const personSchema = userSchema.extend({ email: z.string(), role, ...access })
export type UserPage = z.infer<typeof userPageSchema>
export type Person = z.infer<typeof personSchema>
export type PersonPage = { data: Person[]; page: { nextCursor: string | null } }

/** An account as admins see it. */
export const userAccountSchema = accountSchema.extend(access).meta({ id: 'UserAccount' })
export type UserAccount = z.infer<typeof userAccountSchema>

export const BAN_REASON_MAX = 200
/** A role is set together with the one that was seen, so that two who click do not undo each other. */
export const updateUserSchema = z
  .strictObject({ role, seenRole: role, banned: z.boolean(), reason: text(BAN_REASON_MAX).trim() })
  .partial()
  .refine(({ role, banned }) => role !== undefined || banned !== undefined, 'Name at least one field to change')
  .refine(({ role, seenRole }) => (role === undefined) === (seenRole === undefined), {
    path: ['seenRole'],
    error: 'Give the role to set and the role you see together',
  })
  .refine(({ banned, reason }) => reason === undefined || banned === true, {
    path: ['reason'],
    error: 'A reason goes with a ban',
  })
export type UpdateUserInput = z.infer<typeof updateUserSchema>

export const createUserSchema = z.strictObject({
  email,
  name: personName,
  role: role.default('user'),
  bio: bio.default(''),
})
export type CreateUserInput = z.infer<typeof createUserSchema>
/** `invited` says whether this server could mail a link that sets the password. */
export const createdUserSchema = accountSchema.extend({ invited: z.boolean() }).meta({ id: 'CreatedUser' })
export type CreatedUser = z.infer<typeof createdUserSchema>

/** What a picture may be sent as. */
export const AVATAR_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
export const avatarParams = z.strictObject({ avatarId: id })
