'use client'

import { HeadManagerContext } from 'next/dist/shared/lib/head-manager-context.shared-runtime'
import { ThemeProvider as NextThemesProvider } from 'next-themes'
import { useContext, type ReactNode } from 'react'

/** In the browser the script has run already, or came too late to help: as a data block React renders it without complaint. */
const scriptProps = typeof window === 'undefined' ? {} : { type: 'application/json' }

/**
 * Sets the class before the first paint, follows the system until somebody chooses. Its inline script carries the nonce
 * that Next gives to its own scripts, taken from where next/script takes it: a layout that asked the request for it
 * would make every page dynamic. On cached pages there is none, and hashes vouch for the script.
 */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { nonce } = useContext(HeadManagerContext)
  return (
    <NextThemesProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      scriptProps={scriptProps}
      {...(nonce ? { nonce } : {})}
    >
      {children}
    </NextThemesProvider>
  )
}
