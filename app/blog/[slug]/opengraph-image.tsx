import { notFound } from 'next/navigation'
import { shareImage, shareImageSize } from '@/components/layout/share-image/share-image'
import { formatDate } from '@/lib/format'
import { getPublishedPost } from '@/lib/posts/queries'

// Drawn at its first hit and kept as long as the page.
export const revalidate = 60
export const dynamicParams = true
export const generateStaticParams = () => []

export const alt = 'The title of the post, its author and its date'
export const size = shareImageSize
export const contentType = 'image/png'

type ImageProps = { params: Promise<{ slug: string }> }

export default async function Image({ params }: ImageProps) {
  const post = await getPublishedPost((await params).slug)
  if (!post) notFound()
  const label = [post.author.name, ...(post.publishedAt ? [formatDate(post.publishedAt)] : [])].join(' · ')
  return shareImage({ title: post.title, label })
}
