import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { signUpMail } from '@/lib/auth/mails'
import { startSmtpSink } from '../support/smtp-sink.mjs'

const FROM = 'Foothold <hello@foothold.example>'
const TO = 'ines@example.test'
const ID = '0199d1f0-0000-7000-8000-000000000001'
const LINK = 'https://foothold.example/sign-up/complete#token=abc'
const mail = { id: ID, ...signUpMail(TO, LINK) }

/** The module as a process with this environment has it. */
async function withEnvironment(values: Record<string, string>) {
  for (const [name, value] of Object.entries({ MAIL_FROM: FROM, ...values })) vi.stubEnv(name, value)
  vi.resetModules()
  return { ...(await import('@/lib/mailer')), ...(await import('@/app/api/v1/sign-up/route')) }
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.resetModules()
  for (const close of closing.splice(0)) await close()
})

/** A mail server that keeps what it gets, behind a door: what the door does with each connection is the test's. */
async function mailServer(door: (socket: Socket, letIn: (socket: Socket) => void, count: number) => void) {
  const sink = await startSmtpSink()
  const port = Number(new URL(sink.smtpUrl).port)
  const sockets = new Set<Socket>()
  let count = 0
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    const letIn = (from: Socket) => {
      const inner = connect(port, '127.0.0.1').on('error', () => undefined)
      from.pipe(inner).pipe(from)
    }
    door(socket, letIn, (count += 1))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(sink.stop, () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  type Received = { to: string[]; subject: string; text: string }[]
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => count,
    received: async () => (await (await fetch(`${sink.inboxUrl}/?to=${TO}`)).json()) as Received,
  }
}

describe('N-11 a mail server', () => {
  test('that accepts and says nothing delays no answer, and gets the mail once when it speaks again', async () => {
    const waiting: (() => void)[] = []
    const server = await mailServer((socket, letIn) => waiting.push(() => letIn(socket)))
    const { POST } = await withEnvironment({ SMTP_URL: server.url })
    const { call } = await import('../support/people')
    const started = performance.now()
    const response = await call(POST, 'POST', '/api/v1/sign-up', { body: { email: TO } })
    expect(response.status).toBe(202)
    expect(performance.now() - started).toBeLessThan(1_000)
    await expect.poll(server.connections).toBe(1)
    expect(await server.received()).toEqual([])
    for (const open of waiting) open()
    await expect.poll(async () => (await server.received()).length, { timeout: 5_000 }).toBe(1)
    expect((await server.received())[0]?.text).toContain('/sign-up/complete#token=')
    expect(server.connections()).toBe(1)
  })

  test('that closes the door twice gets the mail at the third try, once', async () => {
    const server = await mailServer((socket, letIn, count) => void (count < 3 ? socket.destroy() : letIn(socket)))
    const { sendMail } = await withEnvironment({ SMTP_URL: server.url })
    await sendMail(mail)
    expect(server.connections()).toBe(3)
    expect((await server.received()).map(({ subject }) => subject)).toEqual([mail.subject])
  })

  test('that refuses the mail for good is not asked again', async () => {
    const server = await mailServer((socket) => void socket.end('554 no mail from here\r\n'))
    const { sendMail } = await withEnvironment({ SMTP_URL: server.url })
    await expect(sendMail(mail)).rejects.toThrow(/554/)
    expect(server.connections()).toBe(1)
  })

  test('that says something every moment and never comes to a point is left after 10 seconds', async () => {
    const server = await mailServer((socket, _, count) => {
      if (count > 1) return void socket.end('554 no\r\n')
      const drip = setInterval(() => socket.write('220-wait\r\n'), 200)
      socket.once('close', () => clearInterval(drip))
    })
    const { sendMail } = await withEnvironment({ SMTP_URL: server.url })
    const started = performance.now()
    await expect(sendMail(mail)).rejects.toThrow(/554/)
    expect(performance.now() - started).toBeGreaterThan(9_000)
    expect(performance.now() - started).toBeLessThan(13_000)
  })
})

type Asked = { url: string; headers: Record<string, string>; body: Record<string, string>; redirect: string }

/** Stands for Resend's API and answers with these statuses, one after the other. */
function resendThatAnswers(...statuses: number[]): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (url: string, { headers, body, redirect }: RequestInit) => {
    const status = statuses[asked.length] ?? 500
    const sent = JSON.parse(String(body)) as Record<string, string>
    asked.push({ url, headers: headers as Record<string, string>, body: sent, redirect: String(redirect) })
    return new Response('{}', { status })
  })
  return asked
}

describe('Resend', () => {
  test('gets both forms and the same idempotency key at each of three tries, and is believed nowhere else', async () => {
    const asked = resendThatAnswers(500, 429, 200)
    const { sendMail } = await withEnvironment({ RESEND_API_KEY: 're_1' })
    await sendMail(mail)
    expect(asked.length).toBe(3)
    expect(new Set(asked.map(({ url }) => url))).toEqual(new Set(['https://api.resend.com/emails']))
    for (const { headers, body, redirect } of asked) {
      expect(headers).toMatchObject({ 'Idempotency-Key': ID, Authorization: 'Bearer re_1' })
      expect(body).toMatchObject({ from: FROM, to: TO, subject: mail.subject })
      expect(body.text).toContain(LINK)
      expect(body.html).toContain('</html>')
      expect(redirect).toBe('error')
    }
  })

  test('that finds the mail wrong is not asked again', async () => {
    const asked = resendThatAnswers(422)
    const { sendMail } = await withEnvironment({ RESEND_API_KEY: 're_1' })
    await expect(sendMail(mail)).rejects.toThrow('422')
    expect(asked.length).toBe(1)
  })

  test('that fails three times is given up', async () => {
    const asked = resendThatAnswers(503, 503, 503, 200)
    const { sendMail } = await withEnvironment({ RESEND_API_KEY: 're_1' })
    await expect(sendMail(mail)).rejects.toThrow('503')
    expect(asked.length).toBe(3)
  })
})

describe('a preview on Vercel', () => {
  const preview = { VERCEL: '1', VERCEL_ENV: 'preview', RESEND_API_KEY: 're_1' }

  test('sends nobody a mail and closes sign-up', async () => {
    const asked = resendThatAnswers(200)
    const { mailMode, sendMail, POST } = await withEnvironment(preview)
    const { call } = await import('../support/people')
    expect(mailMode()).toBe('none')
    await expect(sendMail(mail)).rejects.toThrow('no mail transport')
    expect((await call(POST, 'POST', '/api/v1/sign-up', { body: { email: TO } })).status).toBe(503)
    expect(asked).toEqual([])
  })

  test('sends where it was told to', async () => {
    const { mailMode } = await withEnvironment({ ...preview, MAIL_IN_PREVIEWS: '1' })
    expect(mailMode()).toBe('resend')
  })
})
