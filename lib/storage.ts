import 'server-only'
// Uploaded files, each under an id that never means another one. They are small and few, so Postgres keeps them, in the
// transaction of the write that names them; a bucket would be one more object of this shape. Not for who may see what.
import { transact, db } from '@/lib/db'

export type StoredFile = { contentType: string; bytes: Uint8Array<ArrayBuffer> }

export type Store = {
  /** Keeps a file of the owner's, who has none, and answers its id. */
  put: (ownerId: string, file: StoredFile) => Promise<string>
  get: (fileId: string) => Promise<StoredFile | null>
  /** Deletes the owner's file, if there is one. */
  delete: (ownerId: string) => Promise<void>
}

export const avatarStore: Store = {
  async put(userId, file) {
    const { id } = await transact((tx) => tx.avatar.create({ data: { userId, ...file }, select: { id: true } }))
    return id
  },
  get: (id) => db().avatar.findUnique({ where: { id }, select: { contentType: true, bytes: true } }),
  async delete(userId) {
    await transact((tx) => tx.avatar.deleteMany({ where: { userId } }))
  },
}
