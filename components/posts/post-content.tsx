import rehypeHighlight from 'rehype-highlight'
import { MarkdownBody } from '@/components/posts/markdown-body'

const extraPlugins = [rehypeHighlight]

export function PostContent({ markdown, className }: { markdown: string; className?: string }) {
  return <MarkdownBody markdown={markdown} className={className} extraPlugins={extraPlugins} />
}
