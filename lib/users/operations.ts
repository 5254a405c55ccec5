// The HTTP operations of people: one's own account, and everybody's for admins.
import { operation } from '@/lib/operation'

const shared = { tag: 'users', limit: 'anonymous' } as const
import {
  accountExportSchema,
  accountSchema,
  AVATAR_TYPES,
  avatarParams,
  createdUserSchema,
  createUserSchema,
  deleteMeSchema,
  listUsersQuery,
  updateMeSchema,
  updateUserSchema,
  userAccountSchema,
  userPageSchema,
  userParams,
} from '@/lib/users/schema'

const ME = '/api/v1/me'
const USERS = '/api/v1/users'

export const getMe = operation({
  ...shared,
  id: 'getMe',
  method: 'GET',
  path: ME,
  summary: 'Read your account',
  access: 'read',
  response: accountSchema,
})

export const updateMe = operation({
  ...shared,
  id: 'updateMe',
  method: 'PATCH',
  path: ME,
  summary: 'Change your name and bio',
  access: 'session',
  body: updateMeSchema,
  response: accountSchema,
  example: { body: { name: 'Ines Rock', bio: 'Writes about stone.' } },
})

export const deleteMe = operation({
  ...shared,
  id: 'deleteMe',
  method: 'DELETE',
  path: ME,
  summary: 'Delete your account',
  description:
    'With everything that belongs to it, for good. `confirm` is your own address. The last admin stays (409).',
  access: 'recent-session',
  body: deleteMeSchema,
  status: 204,
  errors: ['conflict'],
  example: { body: { confirm: 'ines@example.com' } },
})

export const exportMe = operation({
  ...shared,
  id: 'exportMe',
  method: 'GET',
  path: `${ME}/export`,
  summary: 'Download what is stored about you',
  description:
    'One document with account, posts, feedback, sessions, API keys and your entries in the audit log; no secrets.',
  access: 'recent-session',
  response: accountExportSchema,
})

export const listUsers = operation({
  ...shared,
  id: 'listUsers',
  method: 'GET',
  path: USERS,
  summary: 'List people',
  description:
    'Newest first. `active` keeps those who were here in that time, `q` those whose name or address contains it.',
  access: 'admin',
  query: listUsersQuery,
  response: userPageSchema,
  errors: ['bad-request'],
  example: { query: { active: '30d' } },
})

export const createUser = operation({
  ...shared,
  id: 'createUser',
  method: 'POST',
  path: USERS,
  summary: 'Create a user',
  description: 'Verified on your word and without a password: a link that sets one is mailed to the address.',
  access: 'recent-admin',
  body: createUserSchema,
  response: createdUserSchema,
  status: 201,
  errors: ['conflict'],
  idempotent: true,
  example: { body: { email: 'jon@example.com', name: 'Jon Field', bio: 'Walks a lot.' } },
})

export const getUser = operation({
  ...shared,
  id: 'getUser',
  method: 'GET',
  path: `${USERS}/{userId}`,
  summary: 'Read a user’s account',
  access: 'admin',
  params: userParams,
  response: userAccountSchema,
})

export const updateUser = operation({
  ...shared,
  id: 'updateUser',
  method: 'PATCH',
  path: `${USERS}/{userId}`,
  summary: 'Change a user’s role, or ban them',
  description:
    'A ban signs out everywhere, stops API keys and takes posts out of public view until it is lifted. Neither goes for yourself.',
  access: 'recent-admin',
  params: userParams,
  body: updateUserSchema,
  response: userAccountSchema,
  errors: ['conflict'],
  example: { body: { role: 'admin', seenRole: 'user' } },
})

export const endUserSessions = operation({
  ...shared,
  id: 'endUserSessions',
  method: 'DELETE',
  path: `${USERS}/{userId}/sessions`,
  summary: 'Sign a user out everywhere',
  access: 'recent-admin',
  params: userParams,
  status: 204,
})

export const putAvatar = operation({
  ...shared,
  id: 'putAvatar',
  method: 'PUT',
  path: `${ME}/avatar`,
  summary: 'Set your picture',
  description:
    'A still PNG, JPEG or WebP of at most 1 MiB and 24 megapixels, as the whole body. It is kept as a square of 256 pixels, without what cameras write into it.',
  access: 'session',
  upload: AVATAR_TYPES,
  response: accountSchema,
})

export const deleteAvatar = operation({
  ...shared,
  id: 'deleteAvatar',
  method: 'DELETE',
  path: `${ME}/avatar`,
  summary: 'Delete your picture',
  access: 'session',
  status: 204,
})

export const getAvatar = operation({
  ...shared,
  id: 'getAvatar',
  method: 'GET',
  path: '/api/v1/avatars/{avatarId}',
  summary: 'Read somebody’s picture',
  description: 'Another picture has another address, so this one never changes.',
  access: 'public',
  params: avatarParams,
  media: 'image/webp',
  cacheControl: 'public, max-age=31536000, immutable',
})
