import net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { choosePort, findFreePort, portState } from '../../scripts/lib/ports.mjs'

const servers: net.Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

function occupy(port: number, host: string): Promise<void> {
  const server = net.createServer()
  servers.push(server)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
}

describe('the port of the app', () => {
  it('is the default while nobody has it', async () => {
    const first = await findFreePort()
    expect(await choosePort(undefined, { first })).toEqual({ port: first, moved: false })
    expect(await choosePort('', { first })).toEqual({ port: first, moved: false })
  })

  it('is the next free one when the default is busy on any address of this machine', async () => {
    for (const host of ['127.0.0.1', '0.0.0.0']) {
      const first = await findFreePort()
      await occupy(first, host)
      const { port, moved } = await choosePort(undefined, { first })
      expect(moved).toBe(true)
      expect(port).toBeGreaterThan(first)
    }
  })

  it('sees a server that listens on IPv6 only', async () => {
    const port = await findFreePort()
    await occupy(port, '::1')
    expect(await portState(port)).toBe('busy')
  })

  it('is the one that was asked for, or none', async () => {
    const port = await findFreePort()
    expect(await choosePort(String(port))).toEqual({ port, moved: false })
    await occupy(port, '127.0.0.1')
    await expect(choosePort(String(port))).rejects.toThrow(`Port ${port} is in use`)
  })

  it('has to be a number that ports can have', async () => {
    for (const asked of ['http', '0', '65536', '-1', '3000.5', '0x10']) {
      await expect(choosePort(asked)).rejects.toThrow('has to be a number from 1 to 65535')
    }
  })

  it('turns away whoever connects while it is tried, so that no poller hangs', async () => {
    const port = await findFreePort()
    const poller = setInterval(() => net.connect(port, '127.0.0.1').on('error', () => {}), 0)
    for (let round = 0; round < 20; round += 1) expect(await portState(port)).toBe('free')
    clearInterval(poller)
  })
})
