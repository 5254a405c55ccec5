import ReactMarkdown, { type Components, type Options } from 'react-markdown'
import { cn } from '@/lib/class-names'
import { rehypePlugins, remarkPlugins } from '@/lib/markdown'
import '@fontsource-variable/instrument-sans/wght-italic.css'
import './post-content.css'

// The page's own title is its one h1, so a heading in the text starts at h2. What scrolls sideways can be reached by key.
const components: Components = {
  h1: ({ children }) => <h2>{children}</h2>,
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  table: ({ children }) => (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
  input: ({ type, checked }) => (
    <input type={type} checked={checked} disabled aria-label={checked ? 'Done' : 'To do'} />
  ),
  img: ({ src, alt }) => <img src={src} alt={alt ?? ''} loading="lazy" decoding="async" />,
}

type MarkdownBodyProps = {
  markdown: string
  className?: string | undefined
  /** What a place adds to the safe plugins: the public page colours code, the editor's preview does without. */
  extraPlugins?: NonNullable<Options['rehypePlugins']>
}

export function MarkdownBody({ markdown, className, extraPlugins = [] }: MarkdownBodyProps) {
  return (
    <div className={cn('post-content', className)}>
      <ReactMarkdown
        remarkPlugins={remarkPlugins}
        rehypePlugins={[...rehypePlugins, ...extraPlugins]}
        components={components}
      >
        {markdown}
      </ReactMarkdown>
    </div>
  )
}
