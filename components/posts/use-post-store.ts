'use client'

import { useRef, useState } from 'react'
import type { Typed } from '@/components/posts/kept-text'
import { api, ifMatch, isOpen, submission, type ApiResult } from '@/lib/api-client/client'
import { publication } from '@/lib/posts/policy'
import type { Post } from '@/lib/posts/schema'
import { isMadeFrom, slugFromTitle, withRandomSuffix } from '@/lib/posts/slug'

export type EditedPost = Pick<
  Post,
  'id' | 'slug' | 'title' | 'content' | 'published' | 'publishedAt' | 'updatedAt' | 'version'
>

/** What a save does beside storing what is typed. */
export type Intent = { kind: 'keep' | 'publish' | 'unpublish' } | { kind: 'schedule'; at: string }

/** Until it was public, a post's address follows its title, unless its author chose one: then the field holds it. */
export const followsTitle = ({ publishedAt, slug, title }: EditedPost) =>
  publishedAt === null && isMadeFrom(slug, title)

export const typedOf = (post: EditedPost | null): Typed => ({
  title: post?.title ?? '',
  content: post?.content ?? '',
  slug: post && !followsTitle(post) ? post.slug : '',
})

/** Writes posts: a new one once however often it is sent, another only as the version that was read. */
export function usePostStore() {
  const [createOnce] = useState(submission)
  /** A new post whose answer never came: it is asked for again, word by word, before anything else is sent. */
  const undecided = useRef<CreateInput | null>(null)

  const create = async (typed: Typed, intent: Intent): Promise<ApiResult<Post>> => {
    const input = (undecided.current ??= {
      ...toBody(typed, intent, null),
      ...(typed.slug ? { slug: typed.slug } : {}),
    })
    const result = await createOnce(input, api.posts.create)
    if (result.ok || !isOpen(result.problem)) undecided.current = null
    const isStale = input.title !== typed.title || input.content !== typed.content || intent.kind !== 'keep'
    return result.ok && isStale && input.published !== true ? update(result.data, typed, intent) : result
  }
  return (post: EditedPost | null, typed: Typed, intent: Intent) =>
    post ? update(post, typed, intent) : create(typed, intent)
}

type CreateInput = Parameters<typeof api.posts.create>[0] & { title: string; content: string }

async function update(post: EditedPost, typed: Typed, intent: Intent): Promise<ApiResult<Post>> {
  const body = toBody(typed, intent, post)
  const isFollowing = !typed.slug && followsTitle(post) && !isMadeFrom(post.slug, typed.title)
  const slug = isFollowing ? slugFromTitle(typed.title) : typed.slug
  const send = (wanted: string) =>
    api.posts.update(
      post.id,
      { ...body, ...(wanted && wanted !== post.slug ? { slug: wanted } : {}) },
      ifMatch(post.version),
    )
  const result = await send(slug)
  // Nobody chose this one, so another end does as well.
  return isFollowing && !result.ok && result.problem.status === 409 ? send(withRandomSuffix(slug)) : result
}

function toBody({ title, content }: Typed, intent: Intent, post: EditedPost | null) {
  const text = { title: title.trim(), content }
  if (intent.kind === 'schedule') return { ...text, published: true, publishedAt: intent.at }
  if (intent.kind === 'keep') return text
  return { ...text, ...publication(post ?? { published: false, publishedAt: null }, intent.kind === 'publish') }
}
