'use client'

import { CalmPage } from '@/components/layout/calm-page'
import { toDigest } from '@/components/layout/error-digest'
import { ThemeProvider } from '@/components/layout/theme-provider'
import { buttonVariants } from '@/components/ui/button-variants'
import './globals.css'

/** Stands in for the root layout when that fails, so it brings its own document. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <title>This page could not be shown</title>
        <ThemeProvider>
          <CalmPage
            title="This page could not be shown"
            sentence="Something went wrong on our side, and it was noted."
            reference={toDigest(error)}
          >
            <button type="button" className={buttonVariants()} onClick={() => retry()}>
              Try again
            </button>
          </CalmPage>
        </ThemeProvider>
      </body>
    </html>
  )
}
