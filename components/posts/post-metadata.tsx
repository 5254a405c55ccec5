import type { Metadata } from 'next'
import type { Post } from '@/lib/posts/schema'
import { fullAddress, publicEnv } from '@/lib/public-env'

/** How feed readers find the feed from any page of the blog. */
export const feedLink = { types: { 'application/rss+xml': [{ url: '/feed.xml', title: publicEnv.appName }] } }

/** When a reader last got to see something new: what is published later than it was written was not there before. */
const lastChange = ({ publishedAt, updatedAt }: Pick<Post, 'publishedAt' | 'updatedAt'>): string =>
  publishedAt !== null && publishedAt > updatedAt ? publishedAt : updatedAt

/** What a post's page tells search engines and whoever shares its address. Its picture is made by opengraph-image.tsx. */
export function postMetadata(post: Post): Metadata {
  const { title, excerpt, slug, publishedAt, author } = post
  const modifiedTime = lastChange(post)
  const url = `/blog/${slug}`
  const description = excerpt || `A post by ${author.name}.`
  return {
    title,
    description,
    authors: [{ name: author.name, url: `/blog?author=${author.id}` }],
    alternates: { canonical: url, ...feedLink },
    openGraph: {
      type: 'article',
      siteName: publicEnv.appName,
      locale: 'en',
      title,
      description,
      url,
      authors: [author.name],
      publishedTime: publishedAt ?? modifiedTime,
      modifiedTime,
    },
    twitter: { card: 'summary_large_image', title, description },
  }
}

/** `<` is written so that no text can end the element it stands in. */
const toJson = (data: unknown) => JSON.stringify(data).replaceAll('<', String.raw`\u003c`)

/** The post in schema.org's words. A block of data: browsers never run it, so that the policy has nothing to allow. */
export function PostJsonLd({ post }: { post: Post }) {
  const graph = [blogPosting(post), breadcrumbs(post)]
  return (
    <script
      type="application/ld+json"
      dangerouslySetInnerHTML={{ __html: toJson({ '@context': 'https://schema.org', '@graph': graph }) }}
    />
  )
}

function blogPosting(post: Post) {
  const { title, excerpt, slug, publishedAt, author } = post
  const url = fullAddress(`/blog/${slug}`)
  return {
    '@type': 'BlogPosting',
    '@id': url,
    url,
    mainEntityOfPage: url,
    headline: title,
    ...(excerpt ? { description: excerpt } : {}),
    image: fullAddress(`/blog/${slug}/opengraph-image`),
    ...(publishedAt ? { datePublished: publishedAt } : {}),
    dateModified: lastChange(post),
    author: {
      '@type': 'Person',
      name: author.name,
      url: fullAddress(`/blog?author=${author.id}`),
      ...(author.avatarUrl ? { image: fullAddress(author.avatarUrl) } : {}),
    },
    publisher: {
      '@type': 'Organization',
      name: publicEnv.appName,
      url: fullAddress('/'),
      logo: fullAddress('/icon-512.png'),
    },
  }
}

function breadcrumbs({ title, slug }: Post) {
  const places = [
    { name: publicEnv.appName, path: '/' },
    { name: 'Posts', path: '/blog' },
    { name: title, path: `/blog/${slug}` },
  ]
  return {
    '@type': 'BreadcrumbList',
    itemListElement: places.map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: fullAddress(path),
    })),
  }
}
