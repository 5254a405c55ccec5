import { COMMAND } from './run-line'

const lines = [
  { what: 'dependencies', how: 'from the lock file', on: true },
  { what: 'postgres 18', how: 'started, no Docker', on: true },
  { what: 'migrations', how: 'applied', on: true },
  { what: 'sample', how: '60 days of reads, 2 logins', on: true },
  { what: 'redis', how: 'not set: memory, one process', on: false },
  { what: 'mail', how: 'not set: read it at /dev/inbox', on: false },
]

/** What the first run comes to, as a picture: real text is for the eye, one sentence for a screen reader. */
export function Terminal() {
  return (
    <div
      role="img"
      aria-label={`What ${COMMAND} does: dependencies installed, Postgres 18 started, migrations applied, sample data written; Redis and mail are not set and have local stand-ins; the app is ready on localhost port 3000 with a demo login.`}
      className="overflow-hidden rounded-lg border bg-card font-mono text-xs leading-[1.5] tracking-[-0.01em] sm:text-sm"
    >
      <div className="flex justify-between border-b px-3.5 py-2.5 text-label text-muted-foreground sm:px-[1.125rem]">
        <span>{COMMAND}</span>
        <span>first run</span>
      </div>
      <ol className="py-1.5">
        {lines.map(({ what, how, on }) => (
          <li
            key={what}
            className="grid grid-cols-[7px_6rem_minmax(0,1fr)] gap-2.5 px-3.5 py-[0.3125rem] sm:grid-cols-[7px_8.25rem_minmax(0,1fr)] sm:gap-3.5 sm:px-[1.125rem]"
          >
            <span className={`mt-1.5 ${on ? 'hold' : 'hold-off'}`} />
            <span>{what}</span>
            <span className="text-muted-foreground">{how}</span>
          </li>
        ))}
      </ol>
      <div className="grid gap-1 border-t px-3.5 py-3 sm:px-[1.125rem]">
        <b className="font-medium">http://localhost:3000</b>
        <span className="text-muted-foreground">demo@example.com, password printed here</span>
      </div>
    </div>
  )
}
