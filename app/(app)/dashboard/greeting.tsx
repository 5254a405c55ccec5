'use client'

import { useViewerFormat } from '@/hooks/use-viewer-format'
import { formatTime } from '@/lib/format'

/** "Good morning, Nora", by the clock of who is greeted. */
export function Greeting({ to, at }: { to: string; at: Date }) {
  return greet(to, at, useViewerFormat().timeZone)
}

export function greet(name: string, now: Date, timeZone: string): string {
  const hour = Number.parseInt(formatTime(now, { timeZone }), 10)
  const part = hour < 5 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  const firstName = name.trim().split(/\s+/)[0] ?? name
  return part === 'night' ? `Hello, ${firstName}` : `Good ${part}, ${firstName}`
}
