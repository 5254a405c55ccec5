// What somebody thinks of the product, as they send it and as admins read it.
import * as z from 'zod'
import { cursorParam, id, limitParam, pageOf, text } from '@/lib/http-schema'

export const FEEDBACK_KINDS = ['idea', 'problem', 'praise'] as const
export const FEEDBACK_MAX = 2000

const kind = z.enum(FEEDBACK_KINDS, 'Choose a kind')
/** A path and nothing more: what stands behind `?` or `#` may be somebody's secret. */
const page = text(500).regex(/^\/(?!\/)[^?#]*$/, 'Give the path of a page of this app')

export const createFeedbackSchema = z
  .strictObject({ kind, text: text(FEEDBACK_MAX).trim().min(1, 'Write a sentence'), page })
  .meta({ id: 'CreateFeedback' })
export type CreateFeedbackInput = z.infer<typeof createFeedbackSchema>

export const feedbackParams = z.strictObject({ feedbackId: id })
export const listFeedbackQuery = z.strictObject({ limit: limitParam, cursor: cursorParam, kind: kind.optional() })
export type ListFeedbackQuery = z.infer<typeof listFeedbackQuery>

export const feedbackSchema = z
  .object({
    id,
    kind,
    text: z.string(),
    page: z.string(),
    createdAt: z.iso.datetime(),
    sender: z.object({ id, name: z.string(), email: z.string() }),
  })
  .meta({ id: 'Feedback' })
export type Feedback = z.infer<typeof feedbackSchema>

export const feedbackPageSchema = pageOf(feedbackSchema)
export type FeedbackPage = z.infer<typeof feedbackPageSchema>
