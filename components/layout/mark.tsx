import { publicEnv } from '@/lib/public-env'

/** The mark, a wall, a ledge and a hold, and the name beside it. */
export function MarkAndName() {
  return (
    <>
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 flex-none">
        <path d="M2 1h12v3H5v11H2z" fill="currentColor" />
        <path d="M8 7h4v4H8z" className="fill-hold-mark" />
      </svg>
      {publicEnv.appName}
    </>
  )
}

export const brandClasses = 'inline-flex items-center gap-2 text-[0.9375rem] leading-6 font-semibold tracking-[-0.02em]'
