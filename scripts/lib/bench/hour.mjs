// The peak hour of a day with 10,000 people, at its real pace and for a part of it: how much of one core it takes.
import { Problem } from '../problem.mjs'
import { pause } from '../processes.mjs'

const PEOPLE = 10_000
/** The share of a day's requests that its busiest hour gets. */
const PEAK_SHARE = 0.15

/** @typedef {{ name: string, perPersonAndDay: number, send: (turn: number) => Promise<Response> }} Part */

/** What one of them does in a day, on average. @param {import('./app.mjs').BenchApp} app @param {import('./people.mjs').People} people @returns {Part[]} */
function partsOf(app, { email, password, cookie, slugs, postIds }) {
  const json = { 'content-type': 'application/json', origin: app.url }
  /** @param {string[]} list @param {number} turn */
  const from = (list, turn) => list[turn % list.length] ?? ''
  /** @param {string} path @param {Record<string, string>} [headers] */
  const get = (path, headers) => () => app.fetch(path, { headers: { ...headers } })
  /** @param {string} path @param {object} body @param {Record<string, string>} [headers] */
  const post = (path, body, headers) =>
    app.fetch(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
  return [
    { name: 'a post', perPersonAndDay: 5, send: (turn) => app.fetch(`/blog/${from(slugs, turn)}`) },
    {
      name: 'its counted read',
      perPersonAndDay: 5,
      send: (turn) => post(`/api/v1/posts/${from(postIds, turn)}/views`, {}),
    },
    { name: 'the list of posts', perPersonAndDay: 1, send: get('/blog') },
    { name: 'the landing page', perPersonAndDay: 0.5, send: get('/') },
    { name: 'the list as JSON', perPersonAndDay: 0.5, send: get('/api/v1/posts?limit=20') },
    { name: 'a file of the build', perPersonAndDay: 10, send: get('/icon.svg') },
    { name: 'the dashboard', perPersonAndDay: 0.3, send: get('/dashboard', { cookie }) },
    { name: 'the own list', perPersonAndDay: 0.3, send: get('/api/v1/posts?mine=true&limit=20', { cookie }) },
    { name: 'statistics as JSON', perPersonAndDay: 0.3, send: get('/api/v1/me/stats?days=30', { cookie }) },
    {
      name: 'a saved draft',
      perPersonAndDay: 0.3,
      send: () => post('/api/v1/posts', { title: 'At the peak', content: 'A draft.', published: false }, { cookie }),
    },
    { name: 'signing in', perPersonAndDay: 0.1, send: () => post('/api/auth/sign-in/email', { email, password }) },
  ]
}

/**
 * Sends each part at its own even pace, whatever the answers do.
 * @param {import('./app.mjs').BenchApp} app @param {import('./people.mjs').People} people @param {number} seconds
 */
export async function replayHour(app, people, seconds) {
  const parts = partsOf(app, people)
  const perSecond = ({ perPersonAndDay }) => (perPersonAndDay * PEOPLE * PEAK_SHARE) / 3_600
  const due = parts.map(() => 0)
  const open = new Set()
  let requests = 0
  const cpuBefore = await app.cpuMs()
  const started = performance.now()
  for (let now = started; now < started + seconds * 1_000; now = performance.now()) {
    for (const [index, part] of parts.entries()) {
      for (const until = ((now - started) / 1_000) * perSecond(part); (due[index] ?? 0) < until; due[index] += 1) {
        const sent = part.send(requests).then(async (answer) => {
          await answer.arrayBuffer()
          if (!answer.ok) throw new Problem(`${part.name} was answered ${answer.status}.`)
        })
        requests += 1
        open.add(sent)
        void sent.then(
          () => open.delete(sent),
          () => {},
        )
      }
    }
    await pause(5)
  }
  await Promise.all(open)
  const elapsed = performance.now() - started
  return {
    people: PEOPLE,
    peakShare: PEAK_SHARE,
    seconds,
    requests,
    requestsPerSecond: requests / (elapsed / 1_000),
    shareOfOneCore: ((await app.cpuMs()) - cpuBefore) / elapsed,
    mix: parts.map(({ name, perPersonAndDay }) => ({ name, perPersonAndDay })),
  }
}
