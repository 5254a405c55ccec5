import 'server-only'
// Reads of feedback: one's own, and everybody's for admins.
import type { AdminViewer, UserViewer } from '@/lib/auth/identity'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { feedbackSchema, type Feedback, type FeedbackPage, type ListFeedbackQuery } from '@/lib/feedback/schema'
import { afterPosition, positionIn, toPage } from '@/lib/pagination'
import type { Prisma } from '@/prisma/generated/client'

const EXPORT_MAX = 10_000

export const feedbackSelect = {
  id: true,
  kind: true,
  text: true,
  page: true,
  createdAt: true,
  user: { select: { id: true, name: true, email: true } },
} satisfies Prisma.FeedbackSelect

type Row = Prisma.FeedbackGetPayload<{ select: typeof feedbackSelect }>
export const toFeedback = ({ createdAt, user, ...row }: Row): Feedback =>
  feedbackSchema.parse({ ...row, createdAt: createdAt.toISOString(), sender: user })

/** What everybody sent, newest first. Throws 400 for a foreign cursor. */
export async function listFeedback(
  _viewer: AdminViewer,
  { limit, cursor, kind }: ListFeedbackQuery,
): Promise<FeedbackPage> {
  const list = `feedback?kind=${kind ?? ''}`
  const position = positionIn(list, cursor)
  const rows = await db().feedback.findMany({
    where: { AND: [kind ? { kind } : {}, position ? afterPosition('createdAt', position) : {}] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: feedbackSelect,
  })
  return toPage(list, rows.map(toFeedback), limit, ({ id, createdAt }) => ({ id, at: new Date(createdAt) }))
}

/** What the viewer sent or, as an admin, what anybody sent. Throws 404. */
export async function requireFeedback({ userId, role }: UserViewer, feedbackId: string): Promise<Feedback> {
  const where = role === 'admin' ? { id: feedbackId } : { id: feedbackId, userId }
  const row = await db().feedback.findFirst({ where, select: feedbackSelect })
  if (!row) throw new AppError('not-found')
  return toFeedback(row)
}

/** What the viewer sent, for them to take along. */
export async function exportFeedback({ userId }: UserViewer): Promise<Feedback[]> {
  const rows = await db().feedback.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: EXPORT_MAX,
    select: feedbackSelect,
  })
  return rows.map(toFeedback)
}
