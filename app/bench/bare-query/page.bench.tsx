import { connection } from 'next/server'
import { db } from '@/lib/db'

/** What Next and Prisma need for a page that is made at each request, from one query and nothing else. */
export default async function BareQueryPage() {
  await connection()
  const posts = await db().post.findMany({ select: { id: true, slug: true, title: true, publishedAt: true }, take: 20 })
  return (
    <main id="main">
      <table>
        <tbody>
          {posts.map(({ id, slug, title, publishedAt }) => (
            <tr key={id}>
              <td>{title}</td>
              <td>{slug}</td>
              <td>{publishedAt?.toISOString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}
