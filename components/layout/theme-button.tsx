'use client'

import { useTheme } from 'next-themes'
import type { ReactNode } from 'react'

/** The press alone: every page loads it, so that what it looks like is handed in. */
export function ThemeButton({ className, children }: { className: string; children: ReactNode }) {
  const { resolvedTheme, setTheme } = useTheme()
  return (
    <button
      type="button"
      className={className}
      aria-label="Switch between light and dark"
      onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
    >
      {children}
    </button>
  )
}
