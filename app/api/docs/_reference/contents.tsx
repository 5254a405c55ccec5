import { operations } from '@/app/api/openapi.json/operations'
import { chapters } from './guide'

/** At the side where there is room, folded above the text where there is not. */
export function Contents({ tags }: { tags: readonly string[] }) {
  return (
    <>
      <nav aria-label="Contents" className="max-lg:hidden">
        <div className="sticky top-20 max-h-[calc(100dvh-6rem)] overflow-y-auto pb-8" tabIndex={0} role="group">
          <Links tags={tags} />
        </div>
      </nav>
      <details className="rounded-lg border bg-card px-4 lg:hidden">
        <summary className="flex h-control-lg cursor-pointer items-center font-medium">Contents</summary>
        <nav aria-label="Contents" className="pb-4">
          <Links tags={tags} />
        </nav>
      </details>
    </>
  )
}

function Links({ tags }: { tags: readonly string[] }) {
  return (
    <>
      <Group title="Guide" links={chapters} />
      {tags.map((tag) => (
        <Group
          key={tag}
          title={tag}
          links={operations.filter((one) => one.tag === tag).map(({ id, summary }) => ({ id, label: summary }))}
        />
      ))}
    </>
  )
}

function Group({ title, links }: { title: string; links: readonly { id: string; label: string }[] }) {
  return (
    <>
      <p className="mt-5 mb-1.5 font-mono text-label text-muted-foreground first:mt-0">{title}</p>
      <ul>
        {links.map(({ id, label }) => (
          <li key={id}>
            <a href={`#${id}`} className="block py-1 text-sm underline-offset-3 hover:underline max-lg:py-2">
              {label}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
