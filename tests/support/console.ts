export type Channel = 'error' | 'warn'
export type Claim = { channel: Channel; pattern: RegExp; seen: number }

export const claims: Claim[] = []

/** Says that this test writes such a line to the console; it fails if none comes. */
export function expectConsole(channel: Channel, pattern: RegExp): void {
  claims.push({ channel, pattern, seen: 0 })
}
