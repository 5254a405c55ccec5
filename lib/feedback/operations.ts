// The HTTP operations of feedback.
import {
  createFeedbackSchema,
  feedbackPageSchema,
  feedbackParams,
  feedbackSchema,
  listFeedbackQuery,
} from '@/lib/feedback/schema'
import { operation } from '@/lib/operation'

const PATH = '/api/v1/feedback'

export const listFeedback = operation({
  id: 'listFeedback',
  tag: 'feedback',
  method: 'GET',
  path: PATH,
  summary: 'List feedback',
  description: 'Newest first, with who sent it; `kind` keeps one kind.',
  access: 'admin',
  limit: 'anonymous',
  query: listFeedbackQuery,
  response: feedbackPageSchema,
  errors: ['bad-request'],
  example: { query: { kind: 'problem' } },
})

export const createFeedback = operation({
  id: 'createFeedback',
  tag: 'feedback',
  method: 'POST',
  path: PATH,
  summary: 'Send feedback',
  description: '`page` is the path that it was sent from. It is deleted with your account.',
  access: 'session',
  limit: 'anonymous',
  body: createFeedbackSchema,
  response: feedbackSchema,
  status: 201,
  idempotent: true,
  example: { body: { kind: 'idea', text: 'Show reads per hour.', page: '/dashboard' } },
})

export const getFeedback = operation({
  id: 'getFeedback',
  tag: 'feedback',
  method: 'GET',
  path: `${PATH}/{feedbackId}`,
  summary: 'Read feedback',
  description: 'What you sent; for admins, what anybody sent.',
  access: 'session',
  limit: 'anonymous',
  params: feedbackParams,
  response: feedbackSchema,
})
