'use client'

import { useEffect } from 'react'

/** Reports one read, once the page has been on a screen. Nothing is shown and nothing waits for it. */
export function ViewBeacon({ postId }: { postId: string }) {
  useEffect(() => {
    let sent = false
    const report = () => {
      if (sent || document.visibilityState !== 'visible') return
      sent = true
      void send(postId)
    }
    // A tick later, so that an effect that is undone at once (strict mode, a page left in passing) reports nothing.
    const timer = setTimeout(report)
    document.addEventListener('visibilitychange', report)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', report)
    }
  }, [postId])

  return null
}

/** The client is fetched after the article is painted: a reader's first bytes are for reading. */
async function send(postId: string): Promise<void> {
  const { api } = await import('@/lib/api-client/client')
  await api.posts.recordView(postId, document.referrer ? { referrer: document.referrer } : {})
}
