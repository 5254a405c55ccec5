/** "Good morning, Nora": by the hour in UTC, until a profile knows its time zone. */
export function greet(name: string, now: Date): string {
  const hour = now.getUTCHours()
  const part = hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  const firstName = name.trim().split(/\s+/)[0] ?? name
  return part === 'night' ? `Hello, ${firstName}` : `Good ${part}, ${firstName}`
}
