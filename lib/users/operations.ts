// The HTTP operations of people: one's own account, and everybody's for admins.
import { operation } from '@/lib/operation'
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
  id: 'getMe',
  tag: 'users',
  method: 'GET',
  path: ME,
  summary: 'Read your account',
  access: 'read',
  limit: 'anonymous',
  response: accountSchema,
})

export const updateMe = operation({
  id: 'updateMe',
  tag: 'users',
  method: 'PATCH',
  path: ME,
  summary: 'Change your name and bio',
  access: 'session',
  limit: 'anonymous',
  body: updateMeSchema,
  response: accountSchema,
  example: { body: { name: 'Ines Rock', bio: 'Writes about stone.' } },
})

export const deleteMe = operation({
  id: 'deleteMe',
  tag: 'users',
  method: 'DELETE',
  path: ME,
  summary: 'Delete your account',
  description:
    'With everything that belongs to it, for good. `confirm` is your own address. The last admin stays (409).',
  access: 'recent-session',
  limit: 'anonymous',
  body: deleteMeSchema,
  status: 204,
  errors: ['conflict'],
  example: { body: { confirm: 'ines@example.com' } },
})

export const exportMe = operation({
  id: 'exportMe',
  tag: 'users',
  method: 'GET',
  path: `${ME}/export`,
  summary: 'Download what is stored about you',
  description:
    'One document with account, posts, feedback, sessions, API keys and your entries in the audit log; no secrets.',
  access: 'recent-session',
  limit: 'anonymous',
  response: accountExportSchema,
})

export const listUsers = operation({
  id: 'listUsers',
  tag: 'users',
  method: 'GET',
  path: USERS,
  summary: 'List people',
  description:
    'Newest first. `active` keeps those who were here in that time, `q` those whose name or address contains it.',
  access: 'admin',
  limit: 'anonymous',
  query: listUsersQuery,
  response: userPageSchema,
  errors: ['bad-request'],
  example: { query: { active: '30d' } },
})

export const createUser = operation({
  id: 'createUser',
  tag: 'users',
  method: 'POST',
  path: USERS,
  summary: 'Create a user',
  description: 'Verified on your word and without a password: a link that sets one is mailed to the address.',
  access: 'recent-admin',
  limit: 'anonymous',
  body: createUserSchema,
  response: createdUserSchema,
  status: 201,
  errors: ['conflict'],
  idempotent: true,
  example: { body: { email: 'jon@example.com', name: 'Jon Field', bio: 'Walks a lot.' } },
})

export const getUser = operation({
  id: 'getUser',
  tag: 'users',
  method: 'GET',
  path: `${USERS}/{userId}`,
  summary: 'Read a user’s account',
  access: 'admin',
  limit: 'anonymous',
  params: userParams,
  response: userAccountSchema,
})

export const updateUser = operation({
  id: 'updateUser',
  tag: 'users',
  method: 'PATCH',
  path: `${USERS}/{userId}`,
  summary: 'Change a user’s role, or ban them',
  description:
    'A ban signs out everywhere, stops API keys and takes posts out of public view until it is lifted. Neither goes for yourself.',
  access: 'recent-admin',
  limit: 'anonymous',
  params: userParams,
  body: updateUserSchema,
  response: userAccountSchema,
  errors: ['conflict'],
  example: { body: { role: 'admin', seenRole: 'user' } },
})

export const endUserSessions = operation({
  id: 'endUserSessions',
  tag: 'users',
  method: 'DELETE',
  path: `${USERS}/{userId}/sessions`,
  summary: 'Sign a user out everywhere',
  access: 'recent-admin',
  limit: 'anonymous',
  params: userParams,
  status: 204,
})

export const putAvatar = operation({
  id: 'putAvatar',
  tag: 'users',
  method: 'PUT',
  path: `${ME}/avatar`,
  summary: 'Set your picture',
  description:
    'A still PNG, JPEG or WebP of at most 1 MiB and 24 megapixels, as the whole body. It is kept as a square of 256 pixels, without what cameras write into it.',
  access: 'session',
  limit: 'anonymous',
  upload: AVATAR_TYPES,
  response: accountSchema,
})

export const deleteAvatar = operation({
  id: 'deleteAvatar',
  tag: 'users',
  method: 'DELETE',
  path: `${ME}/avatar`,
  summary: 'Delete your picture',
  access: 'session',
  limit: 'anonymous',
  status: 204,
})

export const getAvatar = operation({
  id: 'getAvatar',
  tag: 'users',
  method: 'GET',
  path: '/api/v1/avatars/{avatarId}',
  summary: 'Read somebody’s picture',
  description: 'Another picture has another address, so this one never changes.',
  access: 'public',
  limit: 'anonymous',
  params: avatarParams,
  media: 'image/webp',
  cacheControl: 'public, max-age=31536000, immutable',
})
