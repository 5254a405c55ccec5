import { getFeedback } from '@/lib/feedback/operations'
import { requireFeedback } from '@/lib/feedback/queries'
import { resource, route } from '@/lib/route'

// GET /api/v1/feedback/{feedbackId}: one's own, or anybody's for admins.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(getFeedback, async ({ viewer, params }) => requireFeedback(viewer, params.feedbackId)),
)
