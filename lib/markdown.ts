// Safe Markdown for react-markdown: raw HTML stays text, and links to elsewhere carry `rel`. Also plain-text excerpts.
import type { Options } from 'react-markdown'
import remarkGfm from 'remark-gfm'

type Node = { type: string; tagName?: string; properties?: Record<string, unknown>; children?: Node[] }

/** Links that leave the site are not endorsed and learn nothing of the page they came from. */
function rehypeLinkRel() {
  const visit = (node: Node): void => {
    const href = node.tagName === 'a' ? node.properties?.href : undefined
    if (typeof href === 'string' && /^[a-z]+:/i.test(href))
      node.properties = { ...node.properties, rel: 'nofollow ugc noopener noreferrer' }
    node.children?.forEach(visit)
  }
  return visit
}

export const remarkPlugins: NonNullable<Options['remarkPlugins']> = [remarkGfm]
export const rehypePlugins: NonNullable<Options['rehypePlugins']> = [rehypeLinkRel]

/** The text of a Markdown document without its marks, headings, rules and code, cut at a word. */
export function toExcerpt(markdown: string, max = 200): string {
  const plain = markdown
    .slice(0, max * 20)
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^ {0,3}#{1,6}\s.*$/gm, ' ')
    .replace(/^ {0,3}(>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/^(?=.*-)[ |:-]+$/gm, ' ')
    .replace(/[*_`~]+/g, '')
    .replace(/\|/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain.length <= max) return plain
  const cut = plain.slice(0, max)
  const end = cut.lastIndexOf(' ')
  return `${cut.slice(0, end > max / 2 ? end : max).replace(/[\uD800-\uDBFF]$/, '')}…`
}
