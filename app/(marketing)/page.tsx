import type { Metadata } from 'next'
import { publicEnv } from '@/lib/public-env'
import { Closing } from './_landing/closing'
import { Figures } from './_landing/figures'
import { FolderMap } from './_landing/folder-map'
import { Hero } from './_landing/hero'
import { Levers } from './_landing/levers'
import { WhatRuns } from './_landing/what-runs'

export const metadata: Metadata = {
  title: { absolute: `${publicEnv.appName} · a Next.js starter that grows by settings` },
  description: publicEnv.appDescription,
  alternates: { canonical: '/' },
}

export default function LandingPage() {
  return (
    <>
      <Hero />
      <Levers />
      <WhatRuns />
      <Figures />
      <FolderMap />
      <Closing />
    </>
  )
}
