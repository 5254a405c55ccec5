// The longer texts of the sample's posts, in Markdown.

export const countingReads = `A counter is the easiest thing to add to a page and the easiest way to make it slow. Ours costs the reader nothing, and at the worst it forgets a few seconds.

The first version of every blog I have worked on had the same line in it: on each visit, add one to a column. It is correct, it is short, and at a few hundred visits a minute it turns the busiest row of the database into a queue. Everyone who reads waits for everyone who read before.

The fix is not a faster database. It is to notice that **nobody needs the number now**. The author will look at it in an hour; the reader never will.

## Say what a read is

Before you count, decide what one is. Ours is one reader, one post, one day. We hash the address and the browser with a salt that is thrown away at midnight, so that the same person tomorrow is a new reader, and nobody, including us, can turn the hash back into a person.

\`\`\`ts
export async function recordView(visit: Visit): Promise<void> {
  const once = readerOf(visit, today())
  if (seen.has(once)) return
  seen.set(once, true)

  // One addition in memory. The row is written by the flush.
  add(pending, visit)
}
\`\`\`

## Write it behind

A visit adds one to a map in memory. Every few seconds the map is written as a single statement, one row per post and day, and emptied. Two thousand reads become one round trip.

What about the reads in memory when the process stops? It flushes on \`SIGTERM\` before it lets go of the port. If it is killed without warning, those seconds of counting are gone, and we have decided that this is a fair price. Write that decision down; someone will ask.

> A number that is five seconds late and always right beats one that is instant and sometimes waits.

## What we kept out

No cookie, no third party, no address kept. The browser sends one small request after the article is painted. If it never arrives, the page is still whole.
`

export const cursorPages = `Page 2 of a list is easy. Page 45,000 is where you learn what \`OFFSET\` means: the database walks over every row you skip, and throws each away.

## Remember where you were

A cursor is the last row you saw, not how many rows came before it. The next page starts *after that row* in an order that an index already keeps:

\`\`\`sql
where published_at <= $1 and (published_at < $1 or id < $2)
order by published_at desc, id desc
limit 21
\`\`\`

The first comparison is the one that the index walks by; the second breaks ties. Twenty rows are shown, the twenty-first only says that there is more.

| depth | offset | cursor |
| --- | --- | --- |
| first page | fast | fast |
| row 900,000 | about a hundred times slower | the same |

## And the page numbers?

They had to go. Nobody ever asked for page 37 of anything; they asked for *older*, or they searched. What people do miss is a link they can share, and a cursor in the address is just that.
`

export const errorFirst = `Write the error message before the code that can fail. It takes a minute, and it decides the design.

If you cannot say in one sentence **what is wrong** and **what to do next**, the code does not know either. It is about to throw something like \`Invalid state\`, at night, at someone who did nothing wrong.

## Three parts

1. What happened, in the words of the person who reads it.
2. What is still safe. "Nothing is lost: the draft was saved at 09:12."
3. The one thing to do now.

A message that needs a fourth part is two errors. Split it, and give each its own name in one table, so that the status, the sentence and the log line can never drift apart.
`

export const halfway = `A migration that cannot be stopped halfway is a bet that nothing will go wrong for its whole run. I lost that bet on a table of forty million rows.

## Expand, fill, contract

- **Expand**: add the column, nullable. Old code does not see it.
- **Fill**: in batches of a thousand, each its own transaction, each safe to run twice.
- **Contract**: only once nobody reads the old column any more.

Between any two of these you can go home. The rule behind it: every step leaves the database in a state that both the running release and the next one can live with.

## Set a lock timeout

The change itself takes a millisecond. *Waiting for the lock* takes as long as the slowest query in front of you, and everyone behind you waits too. With \`lock_timeout\` at five seconds the worst case is a migration that politely fails.
`

export const rateLimit = `A rate limit says no to a person. It owes them three things: the number, the moment, and the truth.

\`\`\`http
HTTP/1.1 429 Too Many Requests
RateLimit-Policy: "write";q=60;w=60
RateLimit: "write";r=0;t=18
Retry-After: 18
\`\`\`

**The number**, so that a client can slow down before it is stopped. **The moment** at which the next request passes, computed and not guessed: a client that waits for \`Retry-After\` and is refused again will never believe you again. And **the truth** about what is counted: a sliding window lets at most twice its number through in any window of its length. Say so.

## When the counter is gone

Redis will be away some day. Failing open means no limit on the very day you need one; failing closed means an outage. We count in memory until it is back: each process for itself, less exact, never absent.
`

export const timeZones = `Store one zone, show many. Every bug I have seen with time was a breach of that one sentence.

The instant goes into the database in UTC, always. The zone belongs to the *person*, and is applied by the last function before the pixels. In between there are no local times at all.

## The day is not an instant

"Reads on Tuesday" needs to know whose Tuesday. Pick one for counting, write it beside the chart, and keep it. A chart whose days shift when you travel is worse than one that is an hour off.

Run your tests in an awkward zone. Ours run in Kolkata, five and a half hours from anyone's assumption.
`

export const smallDashboard = `The smallest useful dashboard has one number, what it was before, and what changed it.

Everything else is decoration until somebody asks. We removed eleven charts and nobody wrote. Then we put the publication dates on the axis of the one that was left, and people began to see *why* a line had moved.

- One figure: reads in the period.
- One comparison: the period before.
- One cause: the day something was published.

If it streams in, let every part keep its place from the first frame. A page that jumps says that nobody looked at it loading.
`
