// The open-loop load: a request every 20 ms whatever the answers do. 70 % public reads, 20 % of one's own, 10 % writes,
// turn by turn to every process.
import { send, type Answer } from './send'
import type { World } from './world'

export const REQUESTS_PER_SECOND = 50
const DEADLINE_MS = 10_000

export type Kind = 'public' | 'own' | 'write'
export type Sample = Answer & { kind: Kind; at: number; app: string; path: string; slug?: string }

type Plan = { kind: Kind; path: string; cookie?: string | undefined; body?: unknown; slug?: string }

let runs = 0

function plan(world: Loaded, run: number, turn: number): Plan {
  const person = world.people[turn % world.people.length]
  const post = world.postIds[turn % world.postIds.length] ?? ''
  const place = turn % 10
  if (place === 4) {
    const slug = `load-${run}-${turn}`
    const body = { title: `Load ${turn}`, slug, content: 'Written under load.' }
    return { kind: 'write', path: '/api/v1/posts', cookie: person?.cookie, body, slug }
  }
  if (place === 2 || place === 7) {
    const path = place === 2 ? '/api/v1/posts?mine=true&limit=5' : '/api/v1/me/stats?days=30'
    return { kind: 'own', path, cookie: person?.cookie }
  }
  return { kind: 'public', path: place % 2 === 0 ? '/api/v1/posts?limit=20' : `/api/v1/posts/${post}` }
}

export type Load = { samples: Sample[]; stop: () => Promise<Sample[]> }

type Loaded = Pick<World, 'people' | 'postIds'> & { apps: readonly { name: string; url: string }[] }

/** `samples` grows as answers come; `stop` waits for the last of them. */
export function startLoad(world: Loaded): Load {
  const samples: Sample[] = []
  const open = new Set<Promise<void>>()
  const started = performance.now()
  const run = (runs += 1)
  let turn = 0

  async function fire(number: number): Promise<void> {
    // Ten kinds of request and two processes: the shift makes every kind reach both.
    const app = world.apps[(number + Math.floor(number / 10)) % world.apps.length]
    if (!app) return
    const { kind, path, cookie, body, slug } = plan(world, run, number)
    const at = performance.now()
    const method = kind === 'write' ? 'POST' : 'GET'
    const address = `192.0.2.${1 + (number % 200)}`
    const answer = await send(`${app.url}${path}`, { method, cookie, body, address, deadlineMs: DEADLINE_MS })
    samples.push({ ...answer, kind, path, at, app: app.name, ...(slug === undefined ? {} : { slug }) })
  }
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1_000) * REQUESTS_PER_SECOND
    for (; turn < due; turn += 1) {
      const sent = fire(turn).finally(() => open.delete(sent))
      open.add(sent)
    }
  }, 5)
  return {
    samples,
    stop: async () => {
      clearInterval(timer)
      await Promise.all(open)
      return samples
    },
  }
}
