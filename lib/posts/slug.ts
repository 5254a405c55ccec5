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
export function withRandomSuffix(slug: string): string {
  // Not randomUUID, which a page on plain http does not have.
  const digits = [...crypto.getRandomValues(new Uint8Array(SUFFIX_LENGTH))].map((byte) => (byte % 16).toString(16))
  return `${slug}-${digits.join('')}`
}

/** Whether an address is the one that its title makes, with a random end or without. */
export function isMadeFrom(slug: string, title: string): boolean {
  const made = slugFromTitle(title)
  return slug === made || (slug.startsWith(`${made}-`) && slug.length === made.length + 1 + SUFFIX_LENGTH)
}
