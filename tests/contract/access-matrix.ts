// Who may what: a row for each operation and each kind of object it can meet. The columns are written by hand, so that a
// slip in an operation's own declaration does not repeat itself here.
import { randomUUID } from 'node:crypto'
import { CRON_SECRET, METRICS_TOKEN } from '../support/app-under-test'
import { ACTORS, newAvatar, newMailToken, PASSWORD, PICTURE, type ActorName, type Scene } from '../support/scene'

const GOOD_PASSWORD = 'a wide quiet valley of slate'

export type Cells = Record<ActorName, number>
export type Asked = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: Record<string, unknown>
  headers?: Record<string, string>
  /** A body that is no JSON. */
  bytes?: Buffer
}
export type Row = {
  /** Whether an admin is shown what is the owner's; else where the owner is denied. */
  adminSees?: true
  operation: string
  /** Which object the row is about, where there are several kinds. */
  about?: string
  ask?: (scene: Scene) => Asked | Promise<Asked>
  cells: Cells
  /** What it does can be done once only: each request needs a scene of its own. */
  once?: true
  /** Turns a body made from the schema into one that fits what is stored. */
  fit?: (made: Record<string, unknown>, asked: Asked) => Record<string, unknown>
}

/** Columns in the order of ACTORS; `ok` stands for the status of success. */
export const columns = (text: string) => {
  const statuses = text.trim().split(/\s+/)
  if (statuses.length !== ACTORS.length) throw new Error(`A row of the matrix needs ${ACTORS.length} columns: ${text}`)
  return (ok: number) =>
    Object.fromEntries(ACTORS.map((actor, at) => [actor, statuses[at] === 'ok' ? ok : Number(statuses[at])])) as Cells
}

//                          anon owner stale other admin read write both expired ended deleted banned banned-key
export const EVERYONE = /**/ columns('ok  ok    ok    ok    ok    ok   ok    ok   ok      ok    ok      ok     ok')
export const NOBODY = columns('ok  ok    ok    ok    ok    ok   ok    ok   ok      ok    ok      ok     ok')
const READERS = /* */ columns('401 ok    ok    ok    ok    ok   403   ok   401     401   401     401    401')
const WRITERS = /* */ columns('401 ok    ok    ok    ok    403  ok    ok   401     401   401     401    401')
const AUTHOR = /*  */ columns('401 ok    ok    404   404   403  ok    ok   401     401   401     401    401')
const ITS_OWN = /* */ columns('404 ok    ok    404   404   ok   403   ok   401     404   404     404    401')
const SESSIONS = /**/ columns('401 ok    ok    ok    ok    403  403   403  401     401   401     401    401')
const ITS_SESSION = columns('401 ok    ok    404   404   403  403   403  401     401   401     401    401')
const RECENT = /*  */ columns('401 ok    403   ok    ok    403  403   403  401     401   401     401    401')
const ITS_SENDER = columns('401 ok    ok    404   ok    403  403   403  401     401   401     401    401')

/** Asks as a program that was given this secret. */
const holding = (secret: string) => () => ({ headers: { authorization: `Bearer ${secret}` } })
const BY_ADDRESS = /**/ columns('401 ok    403   422   422   403  403   403  401     401   401     401    401')
const ADMINS = /*  */ columns('401 403   403   403   ok    403  403   403  401     401   401     401    401')

export const rows: Row[] = [
  { operation: 'listPosts', cells: EVERYONE(200) },
  { operation: 'listPosts', about: 'one’s own', ask: () => ({ query: { mine: 'true' } }), cells: READERS(200) },
  {
    operation: 'createPost',
    ask: () => ({ body: { title: 'Granite', content: 'Stone', published: true } }),
    cells: WRITERS(201),
    fit: (made) => (made.slug === undefined ? made : { ...made, slug: randomUUID() }),
  },
  {
    operation: 'getPost',
    about: 'a published one',
    ask: ({ publishedId }) => ({ params: { postId: publishedId } }),
    cells: EVERYONE(200),
  },
  {
    operation: 'getPost',
    about: 'a draft',
    ask: ({ draftId }) => ({ params: { postId: draftId } }),
    cells: ITS_OWN(200),
  },
  {
    operation: 'updatePost',
    about: 'a published one',
    ask: ({ publishedId }) => ({ params: { postId: publishedId }, body: { title: 'Changed' } }),
    cells: AUTHOR(200),
    fit: (made) => (made.slug === undefined ? made : { ...made, slug: randomUUID() }),
  },
  {
    operation: 'updatePost',
    about: 'a draft',
    ask: ({ draftId }) => ({ params: { postId: draftId }, body: { published: true } }),
    cells: AUTHOR(200),
  },
  {
    operation: 'deletePost',
    about: 'a published one',
    ask: ({ publishedId }) => ({ params: { postId: publishedId } }),
    cells: AUTHOR(204),
    once: true,
  },
  {
    operation: 'deletePost',
    about: 'a draft',
    ask: ({ draftId }) => ({ params: { postId: draftId } }),
    cells: AUTHOR(204),
  },
  {
    operation: 'recordPostView',
    about: 'a published one',
    ask: ({ publishedId }) => ({ params: { postId: publishedId }, body: {} }),
    cells: EVERYONE(204),
  },
  {
    operation: 'recordPostView',
    about: 'a draft',
    ask: ({ draftId }) => ({ params: { postId: draftId }, body: {} }),
    cells: NOBODY(404),
  },
  { operation: 'getMe', cells: READERS(200) },
  { operation: 'updateMe', ask: () => ({ body: { name: 'Ines Stone', bio: 'Walks.' } }), cells: SESSIONS(200) },
  {
    operation: 'deleteMe',
    about: 'confirmed by the owner’s address',
    ask: ({ owner }) => ({ body: { confirm: owner.email } }),
    cells: BY_ADDRESS(204),
    once: true,
    fit: (_, { body }) => ({ ...body }),
  },
  { operation: 'exportMe', cells: RECENT(200) },
  { operation: 'listSessions', cells: SESSIONS(200) },
  { operation: 'endOtherSessions', cells: SESSIONS(204) },
  {
    operation: 'endSession',
    ask: ({ otherSessionId }) => ({ params: { sessionId: otherSessionId } }),
    cells: ITS_SESSION(204),
    once: true,
  },
  { operation: 'listApiKeys', cells: SESSIONS(200) },
  {
    operation: 'createApiKey',
    ask: () => ({ body: { name: 'Import', scopes: ['read'], expiresInDays: 90 } }),
    cells: RECENT(201),
    once: true,
  },
  {
    operation: 'deleteApiKey',
    ask: ({ keyId }) => ({ params: { keyId } }),
    cells: ITS_SESSION(204),
    once: true,
  },
  { operation: 'listUsers', cells: ADMINS(200) },
  { operation: 'getUser', ask: ({ owner }) => ({ params: { userId: owner.userId } }), cells: ADMINS(200) },
  {
    operation: 'updateUser',
    about: 'a ban',
    ask: ({ owner }) => ({ params: { userId: owner.userId }, body: { banned: true, reason: 'Advertisements' } }),
    cells: ADMINS(200),
    // The role that is seen has to be the one that is stored.
    fit: ({ role: _, seenRole: __, banned = false, ...rest }) => ({ banned, ...rest }),
  },
  {
    operation: 'updateUser',
    about: 'the role',
    ask: ({ owner }) => ({ params: { userId: owner.userId }, body: { role: 'admin', seenRole: 'user' } }),
    cells: ADMINS(200),
  },
  { operation: 'endUserSessions', ask: ({ owner }) => ({ params: { userId: owner.userId } }), cells: ADMINS(204) },
  {
    operation: 'createUser',
    ask: () => ({ body: { email: `${randomUUID()}@example.test`, name: 'Jon Field' } }),
    cells: ADMINS(201),
  },
  {
    operation: 'createFeedback',
    ask: () => ({ body: { kind: 'idea', text: 'More granite', page: '/dashboard' } }),
    cells: SESSIONS(201),
  },
  { operation: 'listFeedback', cells: ADMINS(200) },
  {
    operation: 'getFeedback',
    ask: ({ feedbackId }) => ({ params: { feedbackId } }),
    cells: ITS_SENDER(200),
    adminSees: true,
  },
  { operation: 'getApiDocument', cells: EVERYONE(200) },
  { operation: 'getStats', cells: READERS(200) },

  { operation: 'startSignUp', ask: () => ({ body: { email: `${randomUUID()}@example.test` } }), cells: EVERYONE(202) },
  {
    operation: 'startSignUp',
    about: 'a known address',
    ask: ({ owner }) => ({ body: { email: owner.email } }),
    cells: EVERYONE(202),
  },
  {
    operation: 'completeSignUp',
    ask: async () => ({
      body: {
        token: await newMailToken('sign-up', `${randomUUID()}@example.test`),
        name: 'Ines Rock',
        password: GOOD_PASSWORD,
      },
    }),
    cells: EVERYONE(201),
    once: true,
    fit: ({ name }, { body }) => ({ ...body, name }),
  },
  {
    operation: 'completeSignUp',
    about: 'a made-up link',
    ask: () => ({ body: { token: randomUUID(), name: 'Ines Rock', password: GOOD_PASSWORD } }),
    cells: NOBODY(410),
  },
  {
    operation: 'signIn',
    ask: ({ owner }) => ({ body: { email: owner.email, password: PASSWORD } }),
    cells: EVERYONE(200),
    fit: (_, { body }) => ({ ...body }),
  },
  {
    operation: 'signIn',
    about: 'a wrong password',
    ask: ({ owner }) => ({ body: { email: owner.email, password: 'not the password' } }),
    cells: NOBODY(401),
  },
  { operation: 'signOut', cells: EVERYONE(200) },

  { operation: 'getLiveness', cells: EVERYONE(200) },
  { operation: 'getReadiness', cells: EVERYONE(200) },
  { operation: 'getMetrics', about: 'with its token', ask: holding(METRICS_TOKEN), cells: EVERYONE(200) },
  { operation: 'getMetrics', about: 'without', cells: NOBODY(404) },
  { operation: 'runUpkeep', about: 'with its secret', ask: holding(CRON_SECRET), cells: EVERYONE(200) },
  { operation: 'runUpkeep', about: 'without', cells: NOBODY(404) },

  {
    operation: 'getAvatar',
    ask: async ({ owner }) => ({ params: { avatarId: await newAvatar(owner.userId) } }),
    cells: EVERYONE(200),
  },
  {
    operation: 'putAvatar',
    ask: () => ({ bytes: PICTURE, headers: { 'content-type': 'image/png' } }),
    cells: SESSIONS(200),
  },
  { operation: 'deleteAvatar', cells: SESSIONS(204) },
  { operation: 'changeEmail', ask: () => ({ body: { email: `${randomUUID()}@example.test` } }), cells: RECENT(202) },
  {
    operation: 'confirmEmail',
    about: 'a made-up link',
    ask: () => ({ body: { token: randomUUID() } }),
    cells: NOBODY(410),
  },
  {
    operation: 'changePassword',
    ask: () => ({ body: { currentPassword: PASSWORD, newPassword: GOOD_PASSWORD } }),
    cells: RECENT(204),
    once: true,
    fit: (_, { body }) => ({ ...body }),
  },
  {
    operation: 'requestPasswordReset',
    ask: ({ owner }) => ({ body: { email: owner.email } }),
    cells: EVERYONE(202),
  },
  {
    operation: 'resetPassword',
    ask: async ({ owner }) => ({ body: { token: await newMailToken('reset', owner.userId), password: GOOD_PASSWORD } }),
    cells: EVERYONE(200),
    once: true,
    fit: (_, { body }) => ({ ...body }),
  },
  {
    operation: 'resetPassword',
    about: 'a made-up link',
    ask: () => ({ body: { token: randomUUID(), password: GOOD_PASSWORD } }),
    cells: NOBODY(410),
  },
  { operation: 'startTwoFactor', cells: RECENT(201) },
  { operation: 'confirmTwoFactor', about: 'not begun', ask: () => ({ body: { code: '123456' } }), cells: RECENT(409) },
  { operation: 'disableTwoFactor', about: 'off', ask: () => ({ body: { password: PASSWORD } }), cells: RECENT(409) },
  { operation: 'renewBackupCodes', about: 'off', cells: RECENT(409) },
  { operation: 'verifyTotp', about: 'no first step', ask: () => ({ body: { code: '123456' } }), cells: NOBODY(410) },
  {
    operation: 'verifyBackupCode',
    about: 'no first step',
    ask: () => ({ body: { code: 'k3Fq9-Zt7aB' } }),
    cells: NOBODY(410),
  },
  {
    operation: 'signInSocial',
    about: 'not set up',
    ask: () => ({ body: { provider: 'github', next: '/dashboard' } }),
    cells: NOBODY(404),
  },
  {
    operation: 'signInCallback',
    about: 'not set up',
    ask: () => ({ params: { provider: 'github' }, query: { code: 'x', state: 'x' } }),
    cells: NOBODY(404),
  },
]
