import { describe, expect, it } from 'vitest'
import { connect, describeAddress, isLoopback, withDatabase } from '../../scripts/lib/database/address.mjs'

const address = (url: string) => ({ url, name: 'DATABASE_URL' })

describe('the address of a database', () => {
  it('counts as this machine only by its host', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      expect(isLoopback(address(`postgresql://u:p@${host}:5432/localhost`))).toBe(true)
    }
    for (const host of ['localhost.example.com', '10.0.0.1', '127.0.0.1.nip.io']) {
      expect(isLoopback(address(`postgresql://localhost:localhost@${host}/localhost`))).toBe(false)
    }
  })

  it('is shown without its password', () => {
    expect(describeAddress(address('postgresql://me:s%40cret@db.example.com/shop?sslmode=require'))).toBe(
      'db.example.com:5432/shop',
    )
  })

  it('keeps everything but the database when another one of the same server is meant', () => {
    const other = withDatabase(address('postgresql://me:s%40cret@localhost:6000/shop?sslmode=disable'), 'postgres')
    expect(other.url).toBe('postgresql://me:s%40cret@localhost:6000/postgres?sslmode=disable')
  })

  it('is refused with a sentence that never repeats it', async () => {
    for (const url of [
      'secret',
      'mysql://u:secret@localhost/shop',
      'postgresql://u:secret@localhost',
      'postgresql://u:secret@:99999/x',
    ]) {
      const message = await connect(address(url)).then(
        () => 'connected',
        (error: Error) => error.message,
      )
      expect(message).toMatch(/^DATABASE_URL is not/)
      expect(message).not.toContain('secret')
    }
  })

  it('is refused with its host and port when nobody answers there', async () => {
    await expect(connect(address('postgresql://u:p@127.0.0.1:1/shop'))).rejects.toThrow(
      'Nothing answers at 127.0.0.1:1/shop: start that database, or mend DATABASE_URL.',
    )
  })
})
