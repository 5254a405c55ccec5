import type { Metadata } from 'next'
import { connection } from 'next/server'
import { PostEditor } from '@/components/posts/post-editor'
import { requireViewer } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'New post' }

export default async function NewPostPage() {
  await connection()
  const viewer = await requireViewer('/posts/new')
  return <PostEditor authorId={viewer.userId} />
}
