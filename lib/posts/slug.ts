// Addresses of posts, made from titles.
import { SLUG_MAX } from '@/lib/posts/schema'

const SUFFIX_LENGTH = 6

/** "Café au lait!" becomes "cafe-au-lait"; a title without Latin letters or digits becomes "post". */
export function slugFromTitle(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX - SUFFIX_LENGTH - 1)
    .replace(/^-+|-+$/g, '')
  return slug || 'post'
}

/** The same address with a random end, for when it is taken. */
export const withRandomSuffix = (slug: string): string => `${slug}-${crypto.randomUUID().slice(0, SUFFIX_LENGTH)}`
