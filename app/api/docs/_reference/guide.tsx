import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ReactMarkdown, { type Components } from 'react-markdown'
import { AppError, ERROR_CODES } from '@/lib/errors'
import { remarkPlugins } from '@/lib/markdown'
import { CodeBlock } from './words'

/** The guide of the repository without its title and first words. Read when the page is built. */
const text = readFileSync(join(process.cwd(), 'docs', 'api.md'), 'utf8').replace(/^[\s\S]*?(?=^## )/m, '')

const idOf = (title: string) => title.toLowerCase().replaceAll(' ', '-')

export const chapters = [...text.matchAll(/^## (.+)$/gm)].map(([, title = '']) => ({ id: idOf(title), label: title }))

const components: Components = {
  h2: ({ children }) => (
    <h2 id={idOf(String(children))} className="mt-12 text-xl first:mt-0">
      {children}
    </h2>
  ),
  p: ({ children }) => <p className="mt-3 text-md leading-[1.6] text-muted-foreground">{children}</p>,
  code: ({ children }) => <code className="text-[0.92em] break-words text-foreground">{children}</code>,
  pre: ({ node }) => {
    const [code] = node?.children ?? []
    const [content] = code?.type === 'element' ? code.children : []
    return <CodeBlock>{content?.type === 'text' ? content.value.trimEnd() : ''}</CodeBlock>
  },
  table: ({ children }) => <table className="mt-5 w-full border-b">{children}</table>,
  tr: ({ children }) => <tr className="border-t align-baseline first:[thead_&]:border-t-0">{children}</tr>,
  th: ({ children }) => (
    <th scope="col" className="py-2 pr-4 text-left font-mono text-label font-normal text-muted-foreground">
      {children}
    </th>
  ),
  td: ({ children }) => <td className="py-2 pr-4 text-muted-foreground">{children}</td>,
}

/** docs/api.md, and the codes that the last of its chapters speaks of. */
export function Guide() {
  return (
    <div className="max-w-3xl pb-12">
      <ReactMarkdown remarkPlugins={remarkPlugins} components={components}>
        {text}
      </ReactMarkdown>
      <table className="mt-5 w-full border-b">
        <tbody>
          {ERROR_CODES.map((code) => {
            const { status, title } = new AppError(code)
            return (
              <tr key={code} id={code} className="border-t align-baseline target:bg-hold-wash">
                <td className="py-2 pr-4 font-mono text-sm">{status}</td>
                <th scope="row" className="py-2 pr-4 text-left font-mono text-sm font-normal">
                  {code}
                </th>
                <td className="py-2 text-muted-foreground">{title}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
