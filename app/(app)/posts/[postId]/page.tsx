import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { PostEditor } from '@/components/posts/post-editor'
import { requireViewer } from '@/lib/auth/viewer'
import { getOwnPost } from '@/lib/posts/queries'
import { postParams } from '@/lib/posts/schema'

export const metadata: Metadata = { title: 'Edit post' }

type EditPostPageProps = { params: Promise<{ postId: string }> }

export default async function EditPostPage({ params }: EditPostPageProps) {
  await connection()
  const parsed = postParams.safeParse(await params)
  if (!parsed.success) notFound()
  const viewer = await requireViewer(`/posts/${parsed.data.postId}`)
  const post = await getOwnPost(viewer, parsed.data.postId)
  if (!post) notFound()
  return <PostEditor key={post.id} authorId={viewer.userId} post={post} />
}
