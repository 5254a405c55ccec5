import { accessInWords, errorsOf, limitInWords, type ApiDocument, type Described, type Parameter } from '@/lib/openapi'
import { resolve } from '@/lib/openapi-schemas'
import { AppError } from '@/lib/errors'
import type { Operation } from '@/lib/operation'
import { curlOf } from './curl'
import { Fields, type Field } from './fields'
import { CodeBlock, Label, Words } from './words'

type EntryProps = { operation: Operation; document: ApiDocument }

export function OperationEntry({ operation, document }: EntryProps) {
  const { id, method, path, summary, description } = operation
  const described = document.paths[path]?.[method.toLowerCase()]
  if (!described) return null
  return (
    <article aria-labelledby={id} className="border-t py-8 first-of-type:border-t-0 first-of-type:pt-0">
      <h3 id={id} className="text-lg">
        {summary}
      </h3>
      <p className="mt-2 flex flex-wrap items-baseline gap-x-2.5 gap-y-1 font-mono text-sm">
        <span className="rounded-sm border border-border-strong px-1.5 text-label leading-5">{method}</span>
        <span className="min-w-0 break-all">{path}</span>
      </p>
      <div className="mt-4 grid gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
        <div className="min-w-0">
          {description ? (
            <p className="mb-4 leading-[1.6]">
              <Words>{description}</Words>
            </p>
          ) : null}
          <Facts operation={operation} />
          <Takes described={described} document={document} />
          <Failures operation={operation} />
        </div>
        <Examples operation={operation} described={described} document={document} />
      </div>
    </article>
  )
}

function Facts({ operation }: { operation: Operation }) {
  const facts = { Access: accessInWords(operation), Limits: limitInWords(operation) }
  return (
    <dl className="grid gap-y-1.5">
      {Object.entries(facts).map(([name, words]) => (
        <div key={name} className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
          <dt className="font-mono text-label leading-[1.4286rem] text-muted-foreground">{name}</dt>
          <dd className="text-muted-foreground">
            <Words>{words}</Words>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const PLACES = { path: 'In the path', query: 'In the query', header: 'Headers' }

function Takes({ described, document }: { described: Described; document: ApiDocument }) {
  const { schemas, parameters: shared } = document.components
  const parameters = described.parameters.map((one): Parameter | undefined =>
    '$ref' in one ? shared[one.$ref.split('/').at(-1) ?? ''] : one,
  )
  const json = described.requestBody?.content['application/json']
  const body = json && resolve(json.schema, schemas)
  const fields = Object.entries(body?.properties ?? {}).map(([name, schema]): Field => ({
    name,
    schema,
    required: body?.required?.includes(name) ?? false,
    description: schema.description,
  }))
  return (
    <>
      {Object.entries(PLACES).map(([place, title]) => (
        <Fields
          key={place}
          title={title}
          named={schemas}
          fields={parameters.flatMap((one) => (one?.in === place ? [{ ...one, required: one.required ?? false }] : []))}
        />
      ))}
      <Fields title="Body" fields={fields} named={schemas} />
    </>
  )
}

function Failures({ operation }: { operation: Operation }) {
  return (
    <>
      <Label>Can fail with</Label>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 border-t pt-2 font-mono text-label">
        {errorsOf(operation).map((code) => (
          <li key={code}>
            <a href={`#${code}`} className="inline-block py-0.5 underline-offset-3 hover:underline">
              <span className="text-muted-foreground">{new AppError(code).status}</span> {code}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function Examples({ operation, described, document }: EntryProps & { described: Described }) {
  const [status = '', answer] = Object.entries(described.responses)[0] ?? []
  const content = answer?.content?.['application/json']
  return (
    <div className="min-w-0">
      <CodeBlock label="Request">{curlOf(operation, described, document)}</CodeBlock>
      {content ? (
        <CodeBlock label={`Answer ${status}`}>{JSON.stringify(content.example, null, 2)}</CodeBlock>
      ) : (
        <p className="mt-3 font-mono text-label text-muted-foreground">{`Answer ${status}: ${answer?.description ?? ''}`}</p>
      )}
    </div>
  )
}
