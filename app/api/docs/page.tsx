import type { Metadata } from 'next'
import { apiDocument, operations } from '@/app/api/openapi.json/operations'
import { Contents } from './_reference/contents'
import { Guide } from './_reference/guide'
import { OperationEntry } from './_reference/operation-entry'
import { Words } from './_reference/words'

export const metadata: Metadata = {
  title: 'API reference',
  description: 'Every operation of the API: who may call it, what it takes, what it answers.',
  alternates: { canonical: '/api/docs' },
}

const document = apiDocument()

export default function ReferencePage() {
  return (
    <>
      <h1 className="text-3xl leading-[1.1] tracking-[-0.03em]">API reference</h1>
      <p className="mt-4 max-w-read text-md leading-[1.55] text-muted-foreground">
        The web pages use this API and no other. For machines the same is at{' '}
        <a className="text-foreground marked-link" href="/api/openapi.json">
          /api/openapi.json
        </a>
        , as OpenAPI 3.1.
      </p>
      <div className="mt-12 grid gap-x-16 gap-y-10 lg:grid-cols-[12rem_minmax(0,1fr)]">
        <Contents tags={document.tags.map(({ name }) => name)} />
        <div className="min-w-0">
          <Guide />
          {document.tags.map(({ name, description }) => (
            <section key={name} aria-labelledby={`tag-${name}`} className="border-t pt-10">
              <h2 id={`tag-${name}`} className="text-2xl first-letter:uppercase">
                {name}
              </h2>
              <p className="mt-3 mb-8 max-w-3xl text-md leading-[1.6] text-muted-foreground">
                <Words>{description}</Words>
              </p>
              {operations.map((operation) =>
                operation.tag === name ? (
                  <OperationEntry key={operation.id} operation={operation} document={document} />
                ) : null,
              )}
            </section>
          ))}
        </div>
      </div>
    </>
  )
}
