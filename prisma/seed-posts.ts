// The sample's posts. `publishedDaysAgo` is null for a draft and negative for one that is scheduled.

import {
  countingReads,
  cursorPages,
  errorFirst,
  halfway,
  rateLimit,
  timeZones,
  smallDashboard,
} from '@/prisma/seed-texts'

export type SamplePost = {
  author: 'demo' | 'admin'
  slug: string
  title: string
  writtenDaysAgo: number
  publishedDaysAgo: number | null
  /** Readers on a usual day, long after it came out. */
  popularity: number
  content: string
}

const note = (about: string, middle: string, end: string) =>
  `${about}\n\n## What it looked like\n\n${middle}\n\n${end}\n`

export const SAMPLE_POSTS: readonly SamplePost[] = [
  {
    author: 'demo',
    slug: 'how-to-name-a-background-job',
    title: 'How to name a background job',
    writtenDaysAgo: 0,
    publishedDaysAgo: null,
    popularity: 0,
    content: `A job runs when nobody watches. Its name is the only thing you see at three in the morning, so let it say what is done to what.\n\n## Verb, noun, reason\n\n- \`sendResetMail\` and not \`mailer\`\n- \`rollUpViews\` and not \`statsJob\`\n- \`purgeExpiredRows\` and not \`cleanup\`\n\nA name with "process", "handle" or "manage" in it has not been thought about yet.\n\n> If two people would draw the job differently, the name is wrong.\n`,
  },
  {
    author: 'demo',
    slug: 'a-cache-that-says-how-old-it-is',
    title: 'A cache that says how old it is',
    writtenDaysAgo: 6,
    publishedDaysAgo: -3,
    popularity: 0,
    content: note(
      'A cached answer is an old answer. That is fine, as long as it says so.',
      'Three ages: fresh, old but usable while a new one is made, and too old to show unless the source is down. Each has a number of seconds, and the three numbers are the whole configuration.',
      'The header that carries the age is the cheapest monitoring you will ever add.',
    ),
  },
  {
    author: 'demo',
    slug: 'what-a-rate-limit-owes-the-person-it-stops',
    title: 'What a rate limit owes the person it stops',
    writtenDaysAgo: 9,
    publishedDaysAgo: 8,
    popularity: 22,
    content: rateLimit,
  },
  {
    author: 'demo',
    slug: 'counting-reads-without-slowing-the-reader',
    title: 'Counting reads without slowing the reader',
    writtenDaysAgo: 17,
    publishedDaysAgo: 15,
    popularity: 58,
    content: countingReads,
  },
  {
    author: 'demo',
    slug: 'write-the-error-message-first',
    title: 'Write the error message first',
    writtenDaysAgo: 30,
    publishedDaysAgo: 29,
    popularity: 31,
    content: errorFirst,
  },
  {
    author: 'demo',
    slug: 'cursor-pages-do-not-slow-down-at-row-900-000',
    title: 'Cursor pages do not slow down at row 900,000, and why the page numbers had to go',
    writtenDaysAgo: 58,
    publishedDaysAgo: 56,
    popularity: 44,
    content: cursorPages,
  },
  {
    author: 'demo',
    slug: 'the-smallest-useful-dashboard',
    title: 'The smallest useful dashboard',
    writtenDaysAgo: 44,
    publishedDaysAgo: 43,
    popularity: 12,
    content: smallDashboard,
  },
  {
    author: 'demo',
    slug: 'time-zones-store-one-show-many',
    title: 'Time zones: store one, show many',
    writtenDaysAgo: 72,
    publishedDaysAgo: 71,
    popularity: 18,
    content: timeZones,
  },
  {
    author: 'demo',
    slug: 'a-migration-you-can-stop-halfway',
    title: 'A migration you can stop halfway',
    writtenDaysAgo: 84,
    publishedDaysAgo: 83,
    popularity: 27,
    content: halfway,
  },
  {
    author: 'demo',
    slug: 'untitled',
    title: 'Untitled',
    writtenDaysAgo: 90,
    publishedDaysAgo: null,
    popularity: 0,
    content: '',
  },
  {
    author: 'demo',
    slug: 'notes-from-moving-40-gb-on-a-sunday',
    title: 'Notes from moving 40 GB on a Sunday',
    writtenDaysAgo: 97,
    publishedDaysAgo: 96,
    popularity: 6,
    content: note(
      'We moved the database between two hosts while nobody slept much.',
      'A replica, a rehearsal on Thursday, a checklist with times beside each line, and one person whose only job was to say stop. The rehearsal found the sequence that was behind; the Sunday found nothing.',
      'The list is worth more than the tools. It is now the first page of our runbook.',
    ),
  },
  {
    author: 'demo',
    slug: 'one-door-for-every-request',
    title: 'One door for every request',
    writtenDaysAgo: 115,
    publishedDaysAgo: 113,
    popularity: 5,
    content: note(
      'Every request passes the same checks in the same order, in one function. The routes behind it only say what they need.',
      'Size, address, limit, identity, shape. When a check is added it is added once, and the test that proves it covers routes that do not exist yet.',
      'The best part is what the routes no longer contain.',
    ),
  },
  {
    author: 'demo',
    slug: 'the-queue-you-already-have',
    title: 'The queue you already have',
    writtenDaysAgo: 128,
    publishedDaysAgo: 127,
    popularity: 9,
    content: note(
      'Before you run a broker, look at the database that is already running.',
      'A table, an index on what is due, and `for update skip locked`. It commits with the write that caused it, which no broker can promise.',
      'It carries a thousand jobs a second on a laptop. You will know when that is not enough.',
    ),
  },
  {
    author: 'demo',
    slug: 'a-deadline-for-every-call',
    title: 'A deadline for every call',
    writtenDaysAgo: 140,
    publishedDaysAgo: 139,
    popularity: 11,
    content: note(
      'A dead server answers at once: connection refused. A frozen one does not answer at all, and that is the one that takes you down with it.',
      'We stopped our Redis with a signal and watched. Without deadlines every request hung until the load balancer gave up. With 150 milliseconds and a breaker in front, nobody noticed.',
      'Try it on Monday. It is one command.',
    ),
  },
  {
    author: 'demo',
    slug: 'what-the-log-line-should-say',
    title: 'What the log line should say',
    writtenDaysAgo: 151,
    publishedDaysAgo: 150,
    popularity: 4,
    content: note(
      'One line a request, with the same id that the person saw.',
      'Method, path as documented (never the address with its secrets), status, milliseconds, who. If it takes a regular expression to read, it is not a log but a diary.',
      'Everything else is an event with a name from a list.',
    ),
  },
  {
    author: 'demo',
    slug: 'delete-the-sample-first',
    title: 'Delete the sample first',
    writtenDaysAgo: 166,
    publishedDaysAgo: 165,
    popularity: 3,
    content: note(
      'The sample product is there to be deleted. If that takes more than an hour, the starter has failed.',
      'Three folders, the routes, the model. The tests that remain still pass, because nothing else was allowed to import what you just removed.',
      'Then write the first line that is yours.',
    ),
  },
  {
    author: 'demo',
    slug: 'boring-on-purpose',
    title: 'Boring on purpose',
    writtenDaysAgo: 180,
    publishedDaysAgo: 179,
    popularity: 7,
    content: note(
      'We chose each part so that you would already know it.',
      'Postgres, a cache that may be missing, sessions in a table. The interesting decisions are about what happens when one of them stops.',
      'Spend your novelty on the product.',
    ),
  },
  {
    author: 'admin',
    slug: 'welcome-to-foothold',
    title: 'Welcome to Foothold',
    writtenDaysAgo: 60,
    publishedDaysAgo: 59,
    popularity: 8,
    content: `This is the sample blog. Everything you see, from the steps in the chart to this sentence, comes from the database that one command started.\n\n## Where to look next\n\n1. Sign in as the demo author and open the dashboard.\n2. Write a post, publish it, and open it in another browser.\n3. Watch the count go up.\n\nWhen you have seen enough, delete the sample and start your own.\n`,
  },
  {
    author: 'admin',
    slug: 'levers-not-rewrites',
    title: 'Levers, not rewrites',
    writtenDaysAgo: 34,
    publishedDaysAgo: 33,
    popularity: 14,
    content: note(
      'Every step up in size is a lever that you turn, not a part that you rewrite.',
      'A lever is off until its variable is set, and costs nothing while it is off. Beside it stands the sign that tells you when: a condition you can see in the logs, not a round number of users.',
      'Turn one at a time, and read the graph before the next.',
    ),
  },
]
