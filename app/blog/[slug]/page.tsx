import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AuthorBox } from '@/components/posts/author-box'
import { OtherPosts } from '@/components/posts/other-posts'
import { PostByline } from '@/components/posts/post-byline'
import { PostContent } from '@/components/posts/post-content'
import { PostJsonLd, postMetadata } from '@/components/posts/post-metadata'
import { splitLead } from '@/components/posts/split-lead'
import { ViewBeacon } from '@/components/posts/view-beacon'
import { getPublishedPost } from '@/lib/posts/queries'

// A build queries no database: each post is rendered at its first hit, then kept for a minute.
export const revalidate = 60
export const dynamicParams = true
export const generateStaticParams = () => []

type PostPageProps = { params: Promise<{ slug: string }> }

export async function generateMetadata({ params }: PostPageProps): Promise<Metadata> {
  const post = await getPublishedPost((await params).slug)
  return post ? postMetadata(post) : {}
}

export default async function PostPage({ params }: PostPageProps) {
  const post = await getPublishedPost((await params).slug)
  if (!post) notFound()
  const { lead, body } = splitLead(post.content)

  return (
    <div className="mx-auto max-w-read">
      <article>
        <header>
          <h1 className="text-[clamp(2.125rem,1.5rem+2.6vw,3.25rem)] leading-[1.06] font-[600] tracking-[-0.034em] break-words">
            {post.title}
          </h1>
          {lead ? <PostContent markdown={lead} className="post-lead" /> : null}
          <PostByline post={post} />
        </header>
        <PostContent markdown={body} className="mt-9" />
        <AuthorBox author={post.author} />
      </article>
      <OtherPosts post={post} />
      <PostJsonLd post={post} />
      <ViewBeacon postId={post.id} />
    </div>
  )
}
