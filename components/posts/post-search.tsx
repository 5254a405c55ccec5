'use client'

import { ArrowDownWideNarrow, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition, type RefObject } from 'react'
import { postsHref, SORT_WORDS, type PostsView } from '@/components/posts/posts-view'
import { Input } from '@/components/ui/input'
import { Kbd } from '@/components/ui/kbd'
import { Spinner } from '@/components/ui/spinner'
import { OWN_POSTS_SORTS, SEARCH_MAX } from '@/lib/posts/schema'

const PAUSE_MS = 300

/** Puts the words into the address a moment after the last key. */
function useSearch(view: PostsView) {
  const router = useRouter()
  const [isSearching, startTransition] = useTransition()
  const inputRef = useRef<HTMLInputElement>(null)
  const timer = useRef<number>(undefined)
  const asked = useRef(view.q)
  const search = (pause: number) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => {
      const q = inputRef.current?.value.trim() || undefined
      if (q === asked.current) return
      asked.current = q
      startTransition(() => router.replace(postsHref({ ...view, q }), { scroll: false }))
    }, pause)
  }
  // A link or the back button may change the words; who is typing is not interrupted.
  useEffect(() => {
    asked.current = view.q
    const input = inputRef.current
    if (input && document.activeElement !== input) input.value = view.q ?? ''
  }, [view.q])
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return { inputRef, isSearching, search }
}

/** Finds while one types; without script the form asks for the same address. */
export function PostSearch({ view }: { view: PostsView }) {
  const { inputRef, isSearching, search } = useSearch(view)
  useSlashKey(inputRef)
  return (
    <form
      role="search"
      action="/posts"
      className="relative w-68 max-md:w-auto max-md:flex-1"
      onSubmit={(event) => {
        event.preventDefault()
        search(0)
      }}
    >
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-muted-foreground">
        {isSearching ? <Spinner /> : <Search aria-hidden="true" className="size-4" />}
      </span>
      <Input
        ref={inputRef}
        type="search"
        name="q"
        defaultValue={view.q}
        maxLength={SEARCH_MAX}
        autoComplete="off"
        aria-label="Search your posts"
        aria-keyshortcuts="/"
        placeholder="Search title and text"
        className="peer pr-8 pl-8 [&::-webkit-search-cancel-button]:grayscale"
        onChange={() => search(PAUSE_MS)}
      />
      <Kbd
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 not-peer-placeholder-shown:hidden peer-focus:hidden max-md:hidden"
      >
        /
      </Kbd>
      {view.status ? <input type="hidden" name="status" value={view.status} /> : null}
      {view.sort === 'updated' ? null : <input type="hidden" name="sort" value={view.sort} />}
    </form>
  )
}

/** "/" goes to the search, except where it is typed. */
function useSlashKey(inputRef: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey) return
      const at = event.target
      if (at instanceof HTMLElement && at.closest('input, textarea, select, [role=dialog], [role=menu]')) return
      event.preventDefault()
      inputRef.current?.focus()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [inputRef])
}

/** The browser's own select; on the phone only its icon has room. */
export function PostSort({ view }: { view: PostsView }) {
  const router = useRouter()
  return (
    <div className="relative ml-auto flex h-control items-center rounded-md text-muted-foreground outline-ring transition-colors focus-within:outline-2 hover:bg-accent hover:text-foreground max-md:w-control max-md:justify-center">
      <ArrowDownWideNarrow aria-hidden="true" className="pointer-events-none left-2.5 size-4 md:absolute" />
      <select
        aria-label="Sort by"
        value={view.sort}
        onChange={(event) => {
          const sort = OWN_POSTS_SORTS.find((each) => each === event.target.value)
          if (sort) router.replace(postsHref({ ...view, sort }), { scroll: false })
        }}
        className="h-full cursor-pointer appearance-none bg-transparent pr-2.5 pl-8 text-sm font-medium outline-none max-md:absolute max-md:inset-0 max-md:w-full max-md:p-0 max-md:opacity-0"
      >
        {OWN_POSTS_SORTS.toReversed().map((sort) => (
          <option key={sort} value={sort} className="bg-popover text-popover-foreground">
            {SORT_WORDS[sort].choice}
          </option>
        ))}
      </select>
    </div>
  )
}
