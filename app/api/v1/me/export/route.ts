import { exportFeedback } from '@/lib/feedback/queries'
import { exportPosts } from '@/lib/posts/queries'
import { Reply, resource, route } from '@/lib/route'
import { exportMe } from '@/lib/users/operations'
import { exportAccount } from '@/lib/users/queries'

// GET /api/v1/me/export: everything stored about the person, as a file.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(exportMe, async ({ viewer }) => {
    const [account, posts, feedback] = await Promise.all([
      exportAccount(viewer),
      exportPosts(viewer),
      exportFeedback(viewer),
    ])
    const name = `account-${account.exportedAt.slice(0, 10)}.json`
    const headers = { 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'private, no-store' }
    return new Reply({ ...account, posts, feedback }, { headers })
  }),
)
