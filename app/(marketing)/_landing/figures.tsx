import { formatDate, formatFigure } from '@/lib/format'
import { readBenchmarks, type Benchmarks } from './benchmarks'
import { Section, SectionHead } from './section'

const COMMAND = 'npm run bench'

export async function Figures() {
  const { rows, ratios, machine, measuredAt } = await readBenchmarks()
  return (
    <Section id="figures">
      <SectionHead id="figures" title="Figures from the file, or none">
        Read from <code className="text-[0.875em] text-foreground">docs/benchmarks.json</code> when the page is built.
        Nobody types a number here.
      </SectionHead>
      <figure className="overflow-hidden rounded-lg border bg-card">
        <dl className="grid divide-y border-b sm:grid-cols-3 sm:divide-x sm:divide-y-0">
          <Ratio value={ratios.cachedListToBareRoute} label="Cached JSON list, through the door">
            of the requests that a bare route handler answers
          </Ratio>
          <Ratio value={ratios.cachedPostToBarePage} label="Cached post page">
            of the requests that a bare prerendered page answers
          </Ratio>
          <Ratio value={ratios.deepPageToFirstPage} label="Last page of a long list">
            the time of its first page
          </Ratio>
        </dl>
        <FiguresTable rows={rows} />
        <figcaption className="border-t px-4 py-3 font-mono text-label wrap-anywhere text-muted-foreground sm:px-5">
          {machine && measuredAt
            ? `Measured on ${formatDate(measuredAt)} beside a bare Next on ${machine}, by ${COMMAND}`
            : `Not measured in this build: a dash until ${COMMAND} has run`}
        </figcaption>
      </figure>
    </Section>
  )
}

type RatioProps = { value: number | null; label: string; children: string }

function Ratio({ value, label, children }: RatioProps) {
  return (
    <div className="flex flex-col-reverse justify-end px-4 py-3.5 sm:px-5 sm:py-[1.125rem]">
      <dt className="mt-1">
        {label}
        <span className="block text-sm text-muted-foreground">{children}</span>
      </dt>
      <dd className="text-[1.625rem] leading-8 font-medium tracking-[-0.03em] tabular-nums sm:text-figure sm:leading-8">
        <Value value={value} unit=" ×" />
      </dd>
    </div>
  )
}

function FiguresTable({ rows }: Pick<Benchmarks, 'rows'>) {
  return (
    <table className="w-full">
      <caption className="sr-only">Benchmark rows</caption>
      <thead>
        <tr className="h-9 border-b font-mono text-label text-muted-foreground *:font-normal">
          <th scope="col" className="pr-2 pl-4 text-left sm:pl-5">
            Request
          </th>
          <HeadCell>per second</HeadCell>
          <HeadCell className="max-sm:hidden">CPU, ms</HeadCell>
          <HeadCell className="max-sm:hidden">p50, ms</HeadCell>
          <HeadCell>p99, ms</HeadCell>
        </tr>
      </thead>
      <tbody className="divide-y">
        {rows.map((row) => (
          <tr key={row.name} className="h-11">
            <th scope="row" className="py-2 pr-2 pl-4 text-left font-normal sm:pl-5">
              {row.name}
            </th>
            <Figure value={row.requestsPerSecond} />
            <Figure value={row.cpuMsPerRequest} className="max-sm:hidden" />
            <Figure value={row.p50Ms} className="max-sm:hidden" />
            <Figure value={row.p99Ms} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function HeadCell({ className = '', children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={`px-2 text-right whitespace-nowrap last:pr-4 sm:px-3 sm:last:pr-5 ${className}`}>
      {children}
    </th>
  )
}

function Figure({ value, className = '' }: { value: number | null; className?: string }) {
  return (
    <td className={`px-2 text-right tabular-nums last:pr-4 sm:px-3 sm:last:pr-5 ${className}`}>
      <Value value={value} />
    </td>
  )
}

function Value({ value, unit = '' }: { value: number | null; unit?: string }) {
  if (value !== null) return `${formatFigure(value)}${unit}`
  return (
    <>
      <span aria-hidden="true" className="text-muted-foreground">
        –
      </span>
      <span className="sr-only">not measured</span>
    </>
  )
}
