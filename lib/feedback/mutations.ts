import 'server-only'
// Writes of feedback. It goes when its sender's account does, by the foreign key.
import type { UserViewer } from '@/lib/auth/identity'
import { afterCommit, transact } from '@/lib/db'
import { feedbackSelect, toFeedback } from '@/lib/feedback/queries'
import type { CreateFeedbackInput, Feedback } from '@/lib/feedback/schema'
import { trackEvent } from '@/lib/monitoring'

export async function createFeedback({ userId }: UserViewer, input: CreateFeedbackInput): Promise<Feedback> {
  const row = await transact((tx) => tx.feedback.create({ data: { ...input, userId }, select: feedbackSelect }))
  await afterCommit(async () => trackEvent('feedback_sent', { kind: row.kind }))
  return toFeedback(row)
}
