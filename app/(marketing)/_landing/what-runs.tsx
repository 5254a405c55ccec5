import { Section, SectionHead } from './section'

const facts = [
  {
    label: 'database',
    title: 'Postgres 18, not a stand-in',
    text: 'Started from an npm package into a folder git ignores. The same version runs in your container later.',
  },
  {
    label: 'people',
    title: 'Accounts, e-mail first',
    text: 'An address is proved before an account exists. Argon2id, two-factor, sessions that end at once, in your own database.',
  },
  {
    label: 'sample',
    title: 'A small publishing product',
    text: 'Write in Markdown, publish, count reads, see them on a dashboard. Two nouns, made to be deleted.',
  },
  {
    label: 'door',
    title: 'One way in',
    text: 'Size, address, identity, limit, schema, answer: every request passes the same checks in the same order.',
  },
  {
    label: 'api',
    title: 'The API that the pages use',
    text: 'Described from the schemas that check it. Keys with scopes, cursors, ETags, and writes that happen once.',
  },
  {
    label: 'limits',
    title: 'Limits nobody can switch off',
    text: 'Counted by address, person and key, in memory or in Redis. An answer says when the next request passes.',
  },
  {
    label: 'policy',
    title: 'No script but its own',
    text: 'Every page names the scripts it may run, by nonce or by hash. Cached pages too, and they stay cached.',
  },
  {
    label: 'bad days',
    title: 'Faults are in the tests',
    text: 'Postgres and Redis are killed and frozen under load. What was cached is still read; a write says that it failed.',
  },
]

export function WhatRuns() {
  return (
    <Section id="runs">
      <SectionHead id="runs" title="What runs when it says ready">
        No accounts, no keys, no Docker, no network after the install. Everything a product needs on its first day is
        there and works.
      </SectionHead>
      <ul className="grid divide-y rounded-lg border bg-card sm:grid-cols-2 sm:divide-y-0 lg:grid-cols-4">
        {facts.map(({ label, title, text }) => (
          <li
            key={label}
            className="px-[1.125rem] pt-4 pb-[1.125rem] sm:px-6 sm:pt-5 sm:pb-6 sm:even:border-l sm:max-lg:nth-[n+3]:border-t lg:nth-[4n+3]:border-l lg:nth-[n+5]:border-t"
          >
            <span className="font-mono text-label text-muted-foreground">{label}</span>
            <h3 className="mt-2 mb-1.5 text-md sm:mt-4 lg:mt-7">{title}</h3>
            <p className="text-muted-foreground">{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
