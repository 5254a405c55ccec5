import { formatDate, formatFigure } from '@/lib/format'
import { readBenchmarks, type Benchmarks } from './benchmarks'
import { Section, SectionTitle } from './section'

export async function Figures() {
  const { rows, machine, measuredAt } = await readBenchmarks()
  return (
    <Section id="figures">
      <div className="grid items-start gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
        <div className="grid gap-3 text-md leading-[1.55] text-muted-foreground">
          <SectionTitle id="figures" className="mb-1 text-foreground">
            Figures from the file, or none
          </SectionTitle>
          <p>
            These rows are read from <code className="text-[0.875em] text-foreground">docs/benchmarks.json</code> when
            the page is built. Nobody types a number here.
          </p>
          <p>
            {machine && measuredAt
              ? `Measured on ${formatDate(measuredAt)}, on ${machine}.`
              : 'A dash means it has not been measured in this build.'}
          </p>
        </div>
        <FiguresTable rows={rows} />
      </div>
    </Section>
  )
}

function FiguresTable({ rows }: Pick<Benchmarks, 'rows'>) {
  return (
    <div className="overflow-hidden rounded-lg border bg-card max-sm:rounded-none max-sm:border-x-0 max-sm:border-b-0 max-sm:bg-transparent">
      <table className="w-full">
        <caption className="sr-only">Benchmark rows</caption>
        <thead>
          <tr className="h-9 border-b font-mono text-label text-muted-foreground *:font-normal">
            <th scope="col" className="pr-2 text-left sm:pl-5">
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
            <tr key={row.name} className="h-13">
              <th scope="row" className="py-2 pr-2 text-left font-normal sm:pl-5">
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
    </div>
  )
}

function HeadCell({ className = '', children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={`px-2 text-right whitespace-nowrap sm:px-3 sm:last:pr-5 ${className}`}>
      {children}
    </th>
  )
}

function Figure({ value, className = '' }: { value: number | null; className?: string }) {
  return (
    <td className={`px-2 text-right tabular-nums sm:px-3 sm:last:pr-5 ${className}`}>
      {value === null ? (
        <>
          <span aria-hidden="true" className="text-muted-foreground">
            –
          </span>
          <span className="sr-only">not measured</span>
        </>
      ) : (
        formatFigure(value)
      )}
    </td>
  )
}
