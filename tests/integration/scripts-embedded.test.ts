import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { withConnection } from '../../scripts/lib/database/address.mjs'
import { readState } from '../../scripts/lib/postgres/state.mjs'
import { isAlive, waitForExit } from '../../scripts/lib/processes.mjs'
import { inProject } from '../../scripts/lib/project.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'embedded-'))
const started: ChildProcess[] = []

type Services = { url: string; end: (signal: NodeJS.Signals) => Promise<void> }

/** `npm run services` with a data folder of its own, until it has printed its address. */
async function startServices(): Promise<Services> {
  const env = { ...process.env, DATABASE_URL: '', FOOTHOLD_DATA_DIR: folder }
  const child = spawn(process.execPath, [inProject('scripts', 'services.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stdout.on('data', (chunk: Buffer) => {
      const line = /^DATABASE_URL=(\S+)/m.exec(chunk.toString())
      if (line?.[1]) resolve(line[1])
    })
    void ended.then(() => reject(new Error(said)))
  })
  return {
    url,
    end: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}

const state = () => readState(path.join(folder, 'postgres'))

function serverOf() {
  const server = state()?.server
  if (!server) throw new Error('no server runs')
  return server
}

const run = (url: string, text: string) => withConnection({ url, name: 'DATABASE_URL' }, (client) => client.query(text))

afterEach(async () => {
  for (const child of started.splice(0)) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
})

afterAll(async () => {
  const left = state()
  for (const identity of [left?.watcher, left?.server])
    if (identity && isAlive(identity)) process.kill(identity.pid, 'SIGINT')
  if (left?.server) await waitForExit(left.server, 10_000)
  if (left) rmSync(path.dirname(left.data), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

describe('the embedded server', () => {
  it('is shared by two commands and stopped by the last one that leaves', async () => {
    const first = await startServices()
    const second = await startServices()
    expect(second.url).toBe(first.url)
    const server = serverOf()

    await first.end('SIGTERM')
    expect(isAlive(server)).toBe(true)
    await run(second.url, 'create table kept (id int); insert into kept values (1)')

    const { watcher } = state() ?? {}
    await second.end('SIGINT')
    expect(isAlive(server)).toBe(false)
    expect(watcher && (await waitForExit(watcher, 3_000))).toBe(true)
  })

  it('is attached to when the command that started it was killed', async () => {
    const first = await startServices()
    const server = serverOf()
    await first.end('SIGKILL')
    const second = await startServices()
    expect(serverOf()).toEqual(server)
    expect(state()?.users).toHaveLength(1)
    await second.end('SIGTERM')
    expect(isAlive(server)).toBe(false)
  })

  it('starts again with its data after everything was killed', async () => {
    const first = await startServices()
    const { server, watcher } = state() ?? {}
    await first.end('SIGKILL')
    for (const identity of [watcher, server]) if (identity) process.kill(identity.pid, 'SIGKILL')
    const second = await startServices()
    const { rows } = await run(second.url, 'select id from kept')
    expect(rows).toEqual([{ id: 1 }])
    await second.end('SIGTERM')
  })

  it('is made once when two commands start at the same moment', async () => {
    const [first, second] = await Promise.all([startServices(), startServices()])
    expect(first.url).toBe(second.url)
    await Promise.all([first.end('SIGTERM'), second.end('SIGTERM')])
    expect(state()?.server).toBeNull()
  })
})
