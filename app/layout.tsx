import './globals.css'
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import type { ReactNode } from 'react'
import { ThemeProvider } from '@/components/layout/theme-provider'
import { VercelInsights } from '@/components/layout/vercel-insights'
import { publicEnv } from '@/lib/public-env'

// Preloaded: letters that come after the first paint break lines anew. The rule that this makes has the family's own name, and
// has to follow those of globals.css, which is why that comes first here: of two for one letter the later counts, and the
// earlier still brings what this file lacks.
const words = localFont({
  src: '../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
  variable: '--font-words',
  weight: '400 700',
  adjustFontFallback: false,
  declarations: [{ prop: 'font-family', value: 'Instrument Sans Variable' }],
})

export const metadata: Metadata = {
  metadataBase: new URL(publicEnv.appUrl),
  title: { default: publicEnv.appName, template: `%s · ${publicEnv.appName}` },
  description: publicEnv.appDescription,
  applicationName: publicEnv.appName,
  openGraph: { siteName: publicEnv.appName, type: 'website', locale: 'en' },
  twitter: { card: 'summary_large_image' },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f9faf8' },
    { media: '(prefers-color-scheme: dark)', color: '#0d100e' },
  ],
}

/** Reads no cookie and no header: whatever this layout asked for, every prerendered page would lose. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The theme's class is set before React wakes up, so the server's markup cannot match it.
    <html lang="en" suppressHydrationWarning>
      <body className={words.variable}>
        <a
          href="#main"
          className="absolute -top-16 left-4 z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:top-4"
        >
          Skip to content
        </a>
        <ThemeProvider>{children}</ThemeProvider>
        <VercelInsights />
      </body>
    </html>
  )
}
