import { createFeedback } from '@/lib/feedback/mutations'
import * as operations from '@/lib/feedback/operations'
import { listFeedback } from '@/lib/feedback/queries'
import { created, resource, route } from '@/lib/route'

// GET /api/v1/feedback: what everybody sent, for admins.
// POST /api/v1/feedback: what the viewer thinks.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.listFeedback, async ({ viewer, query }) => listFeedback(viewer, query)),
  route(operations.createFeedback, async ({ viewer, body }) => {
    const feedback = await createFeedback(viewer, body)
    return created(feedback, `/api/v1/feedback/${feedback.id}`)
  }),
)
