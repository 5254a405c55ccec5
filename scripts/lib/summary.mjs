import { describeAddress } from './database/address.mjs'
import { DEMO_EMAILS, demoPassword } from './database/seed.mjs'
import { variable } from './environment.mjs'

/** @param {string} url */
function hostOf(url) {
  return URL.canParse(url) ? new URL(url).host : 'an address that cannot be read'
}

export function redisMode() {
  const tcp = variable('REDIS_URL')
  if (tcp) return `${hostOf(tcp)} (REDIS_URL)`
  const rest = variable('UPSTASH_REDIS_REST_URL') ?? variable('KV_REST_API_URL')
  return rest ? `${hostOf(rest)} over REST` : 'none: memory of this process'
}

/** @param {string} url */
export function mailMode(url) {
  const smtp = variable('SMTP_URL')
  if (smtp) return `sent through ${hostOf(smtp)} (SMTP_URL)`
  return variable('RESEND_API_KEY') ? 'sent through Resend' : `${url}/dev/inbox`
}

/**
 * What somebody who has just started it wants to know.
 * @param {{ url: string, target: import('./database/target.mjs').Target, demo: boolean, mails: string, moved?: boolean, seconds: string, stopHint?: boolean }} facts
 */
export function printSummary({ url, target, demo, mails, moved = false, seconds }) {
  const rows = [
    ['App', `${url}${moved ? '  (port 3000 is busy)' : ''}`],
    ...(demo
      ? DEMO_EMAILS.map((email, index) => [index === 0 ? 'Sign in' : '', `${email}  ${demoPassword()}`])
      : [['Sign in', 'no demo users with DEMO_PASSWORD here: `npm run db:seed` makes them']]),
    [
      'Database',
      target.embedded
        ? `embedded PostgreSQL at ${describeAddress(target)}`
        : `${describeAddress(target)} (DATABASE_URL)`,
    ],
    ['Redis', redisMode()],
    ['Mails', mails],
  ]
  const lines = rows.map(([name = '', text]) => `  ${name.padEnd(10)}${text}`)
  console.log(`\n${lines.join('\n')}\n\n  Ready after ${seconds}. Ctrl-C stops everything.\n`)
}
