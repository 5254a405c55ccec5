// Every HTTP operation of the app, in the order in which the reference tells of them.
import * as z from 'zod'
import * as health from '@/app/api/health/operations'
import * as account from '@/lib/auth/account-operations'
import * as auth from '@/lib/auth/operations'
import * as feedback from '@/lib/feedback/operations'
import { openApiDocument } from '@/lib/openapi'
import { operation, type Operation } from '@/lib/operation'
import * as posts from '@/lib/posts/operations'
import * as stats from '@/lib/stats/operations'
import * as users from '@/lib/users/operations'

const isOperation = (value: unknown): value is Operation => typeof value === 'object' && value !== null && 'id' in value

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const inOrder = (one: Operation, other: Operation) =>
  one.path === other.path ? METHODS.indexOf(one.method) - METHODS.indexOf(other.method) : one.path < other.path ? -1 : 1

export const getApiDocument = operation({
  id: 'getApiDocument',
  tag: 'document',
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'Read this document',
  access: 'public',
  limit: 'anonymous',
  response: z.looseObject({ openapi: z.string().meta({ examples: ['3.1.0'] }) }),
  cacheControl: 'public, max-age=0, s-maxage=60, stale-while-revalidate=600',
})

export const operations: readonly Operation[] = [
  posts,
  stats,
  users,
  account,
  auth,
  feedback,
  health,
  { getApiDocument },
].flatMap((noun) => Object.values(noun).filter(isOperation).sort(inOrder))

const TAGS = {
  posts: 'What people write. Published posts are for everyone, drafts and scheduled ones for their author.',
  stats: 'What is read of one’s own posts.',
  users: 'Your own account, and everybody’s for admins.',
  account: 'How you get into your account: password, address, second factor.',
  sessions: 'Where you are signed in.',
  'api-keys': 'Keys for programs of yours. They reach posts, your account and its statistics.',
  auth: 'Becoming a user, signing in and out, a lost password.',
  feedback: 'What people think of the product: sent by them, read by admins.',
  health: 'The process itself: for probes, balancers and whoever watches.',
  document: 'What you are reading, for machines.',
}

const DESCRIPTION = `JSON over HTTP. Identify with the session cookie or with \`Authorization: Bearer fh_…\`.
Failures are \`application/problem+json\` (RFC 9457). \`/api/docs\` is this document for readers.`

export const apiDocument = () =>
  openApiDocument(operations, { title: 'Foothold API', version: '1.0.0', description: DESCRIPTION, tags: TAGS })
