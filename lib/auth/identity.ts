import 'server-only'
// Who can ask, as types alone: every room takes one of them first, and lib/auth/viewer.ts finds out which it is.

export type UserViewer = {
  kind: 'user'
  userId: string
  sessionId: string
  name: string
  email: string
  image: string | null
  role: 'user' | 'admin'
  signedInAt: Date
}
export type AdminViewer = UserViewer & { role: 'admin' }
export type ApiKeyViewer = { kind: 'api-key'; userId: string; keyId: string; scopes: readonly string[] }
export type SystemViewer = { kind: 'system'; actor: string }
/** Who can own something. */
export type Owner = UserViewer | ApiKeyViewer
/** Who can send a request. */
export type Caller = { kind: 'anonymous' } | Owner
export type Viewer = Caller | SystemViewer
