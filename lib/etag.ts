import 'server-only'
// Validators of answers. An object with a version gets `"version-hash"`: If-None-Match compares all of it, If-Match the
// version, which is what a writer can know. A list gets a weak hash.
import { createHash } from 'node:crypto'

const HASH_LENGTH = 16
const ENTITY_TAG = /^(W\/)?"([\x21\x23-\x7e]*)"$/

const versionOf = (body: unknown): number | undefined => {
  const version = (body as { version?: unknown } | null)?.version
  return typeof version === 'number' ? version : undefined
}

export const isVersioned = (body: unknown): boolean => versionOf(body) !== undefined

/** The entity tag of a body and its JSON. */
export function entityTag(body: unknown, json: string): string {
  const hash = createHash('sha256').update(json).digest('base64url').slice(0, HASH_LENGTH)
  if (Array.isArray((body as { data?: unknown } | null)?.data)) return `W/"${hash}"`
  const version = versionOf(body)
  return version === undefined ? `"${hash}"` : `"${version}-${hash}"`
}

const tagsOf = (header: string) => header.split(',').map((tag) => tag.trim())
const opaque = (tag: string) => tag.replace(/^W\//, '')

/** Whether the caller of a read has this answer already (weak comparison, RFC 9110 13.1.2). */
export function isNoneMatch(headers: Headers, tag: string): boolean {
  const given = headers.get('if-none-match')
  if (given === null) return false
  return given.trim() === '*' || tagsOf(given).some((each) => opaque(each) === opaque(tag))
}

/**
 * The versions that `If-Match` lets a write change, or undefined when it asks for none in particular. What is not a strong
 * tag with a version matches nothing.
 */
export function expectedVersions(headers: Headers): readonly number[] | undefined {
  const given = headers.get('if-match')
  if (given === null || given.trim() === '*') return undefined
  return tagsOf(given).flatMap((tag) => {
    const [, weak, value = ''] = ENTITY_TAG.exec(tag) ?? []
    const [, version] = weak ? [] : (/^(\d{1,9})(?:-|$)/.exec(value) ?? [])
    return version === undefined ? [] : [Number(version)]
  })
}
