import { useEffect, useState, type RefObject } from 'react'

type Options = {
  /** Grows the viewport: '200px 0px' says "seen" 200 pixels before the element scrolls in. */
  rootMargin?: string
  /** Stays true after the first sight. */
  once?: boolean
  /** Looks anew when it changes: what was seen before does not count. */
  since?: unknown
}

/** Whether the element is in, or near, the viewport. */
export function useIntersectionObserver(
  ref: RefObject<Element | null>,
  { rootMargin = '0px', once = false, since }: Options = {},
): boolean {
  const [seen, setSeen] = useState<{ since: unknown } | null>(null)

  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new IntersectionObserver(
      (entries) => {
        const isIntersecting = entries.at(-1)?.isIntersecting ?? false
        setSeen(isIntersecting ? { since } : null)
        if (isIntersecting && once) observer.disconnect()
      },
      { rootMargin },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, rootMargin, once, since])

  return seen !== null && seen.since === since
}
