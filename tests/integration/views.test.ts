import { beforeEach, describe, expect, test } from 'vitest'
import { POST as view } from '@/app/api/v1/posts/[postId]/views/route'
import { clearMemoryCache } from '@/lib/cache'
import { db } from '@/lib/db'
import { createPost } from '@/lib/posts/mutations'
import { getUserReferrers, getUserStats, readsOfPosts } from '@/lib/stats/queries'
import { flushViews } from '@/lib/stats/view-counter'
import { emptyDatabase } from '../support/database'
import { call, createPerson, type Person } from '../support/people'

let author: Person
let postId: string
beforeEach(async () => {
  await emptyDatabase()
  clearMemoryCache()
  author = await createPerson()
  postId = (await createPost(author, { title: 'Read me', content: '', published: true })).id
})

const read = (address: string, referrer?: string, id = postId) =>
  call(view, 'POST', `/api/v1/posts/${id}/views`, {
    params: { postId: id },
    address,
    body: referrer === undefined ? {} : { referrer },
  })

describe('counting reads', () => {
  test('one reader counts once a day however often they come, two readers count twice', async () => {
    for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.1'])
      expect((await read(address)).status).toBe(204)
    await flushViews()
    expect(await readsOfPosts(author, [postId])).toEqual({ [postId]: 2 })
  })

  test('statistics that are cached for five minutes show a read as soon as it is written', async () => {
    expect((await getUserStats(author, { days: 7 })).reads).toBe(0)
    await read('192.0.2.9')
    await flushViews()
    const stats = await getUserStats(author, { days: 7 })
    expect(stats).toMatchObject({ reads: 1, posts: { published: 1, drafts: 0, scheduled: 0 } })
    expect(stats.daily).toHaveLength(7)
    expect(stats.daily.at(-1)).toEqual({ day: new Date().toISOString().slice(0, 10), reads: 1 })
    expect(stats.topPosts).toMatchObject([{ id: postId, reads: 1, previousReads: 0 }])
  })

  test('a read is written without anyone asking, within a few seconds', async () => {
    await read('192.0.2.10')
    await expect.poll(() => db().postDailyView.count(), { timeout: 8_000 }).toBe(1)
  })

  test('of the referrer only the host is kept, and our own is none', async () => {
    await read('192.0.2.1', 'https://www.news.example/item?id=1&secret=2')
    await read('192.0.2.2', 'http://localhost:3000/blog')
    await read('192.0.2.3', 'not a url')
    await flushViews()
    expect(await getUserReferrers(author, { days: 7 })).toEqual([
      { host: '', reads: 2 },
      { host: 'news.example', reads: 1 },
    ])
    expect(JSON.stringify(await db().postDailyReferrer.findMany())).not.toContain('secret')
  })

  test('a draft and a post that does not exist are not counted', async () => {
    const draft = await createPost(author, { title: 'Draft', content: '', published: false })
    expect((await read('192.0.2.1', undefined, draft.id)).status).toBe(404)
    expect((await read('192.0.2.1', undefined, '00000000-0000-7000-8000-000000000000')).status).toBe(404)
    await flushViews()
    expect(await db().postDailyView.count()).toBe(0)
  })

  test('reads of a post that is deleted before they are written stop nobody else’s', async () => {
    const gone = await createPost(author, { title: 'Soon gone', content: '', published: true })
    await read('192.0.2.1', undefined, gone.id)
    await read('192.0.2.1')
    await db().post.delete({ where: { id: gone.id } })
    await flushViews()
    expect(await db().postDailyView.findMany()).toMatchObject([{ postId, views: 1 }])
  })
})
