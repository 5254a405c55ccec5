import { Section, SectionHead } from './section'

const folders = [
  { name: 'app/', what: 'Routes only. A page composes; it never queries.' },
  { name: '(marketing)/ (auth)/ (app)/', what: 'three layouts: public, signing in, signed in', inner: true },
  { name: 'blog/', what: 'public posts, each cached until it changes', inner: true },
  { name: 'api/v1/', what: 'the API. The web pages are its first client', inner: true },
  { name: 'components/', what: 'ui/ knows no domain word; posts/ and stats/ do.' },
  { name: 'lib/', what: 'The rooms. One job each, none over 500 lines.' },
  { name: 'users/ posts/ stats/ feedback/', what: 'queries, mutations, schema, policy', inner: true },
  { name: 'cache.ts rate-limit.ts redis.ts', what: 'work with Redis there, absent or frozen', inner: true },
  { name: 'route.ts', what: 'the one door every request comes through', inner: true },
  { name: 'prisma/', what: 'Schema, migrations, seed.' },
  { name: 'tests/', what: 'Unit, integration, architecture, contract, browser, faults.' },
  { name: 'scripts/', what: 'Node programs, no shell.' },
  { name: 'docs/', what: 'One topic a page.' },
]

const hops = [
  { place: 'app/(app)/dashboard/page.tsx', what: 'names the parts and their skeletons' },
  { place: 'components/stats/reads-chart.tsx', what: 'asks for what it shows' },
  { place: 'lib/stats/queries.ts', what: 'asks the cache, then writes the SQL' },
  { place: 'Postgres', what: 'no call to our own API in between' },
]

export function FolderMap() {
  return (
    <Section id="folders">
      <SectionHead id="folders" title="A map you can keep in your head">
        Guess where something is and you are right. Lint and tests hold the lines, so they stay true after the tenth
        pull request.
      </SectionHead>
      <div className="grid items-start gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <Tree />
        <div>
          <h3 className="mb-5 text-md">From page to row in three hops</h3>
          <Hops />
          <h3 className="mt-10 mb-5 text-md">When the sample has served</h3>
          <p className="text-muted-foreground">
            Delete <code className="text-[0.9em] text-foreground">posts</code> and{' '}
            <code className="text-[0.9em] text-foreground">stats</code>: their rooms, routes and models. Beside them
            only the dashboard, the feeds and the seed import them, and lint holds that line.
          </p>
        </div>
      </div>
    </Section>
  )
}

function Tree() {
  return (
    <ul className="border-t">
      {folders.map(({ name, what, inner }) => (
        <li
          key={name}
          className="grid items-baseline gap-x-6 gap-y-0.5 border-b py-2 sm:grid-cols-[17.5rem_minmax(0,1fr)]"
        >
          <code className={`text-sm ${inner ? 'pl-5 text-muted-foreground' : ''}`}>{name}</code>
          <span className={`text-muted-foreground ${inner ? 'max-sm:pl-5' : ''}`}>{what}</span>
        </li>
      ))}
    </ul>
  )
}

function Hops() {
  return (
    <ol>
      {hops.map(({ place, what }) => (
        <li
          key={place}
          className="relative pb-6 pl-7 before:absolute before:top-1.5 before:left-0 before:z-1 before:size-[9px] before:border-[1.5px] before:border-hold-ink before:bg-hold-mark after:absolute after:top-2.5 after:-bottom-1.5 after:left-1 after:w-px after:bg-border-strong last:pb-0 last:after:hidden"
        >
          <code className="text-sm">{place}</code>
          <p className="mt-0.5 text-sm text-muted-foreground">{what}</p>
        </li>
      ))}
    </ol>
  )
}
