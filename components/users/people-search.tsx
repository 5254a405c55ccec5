'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition, type SyntheticEvent } from 'react'
import { peopleHref } from '@/components/users/people-href'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useHydrated } from '@/hooks/use-hydrated'

type PeopleSearchProps = { q: string | undefined; active: string | undefined }

export function PeopleSearch({ q, active }: PeopleSearchProps) {
  const router = useRouter()
  const hydrated = useHydrated()
  const [pending, startTransition] = useTransition()

  const search = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('q')
    startTransition(() => router.push(peopleHref({ q: String(typed ?? '').trim(), active })))
  }
  return (
    <form method="post" role="search" onSubmit={search} className="flex w-full min-w-0 gap-2 sm:w-80">
      <Input
        type="search"
        name="q"
        defaultValue={q}
        maxLength={100}
        placeholder="Search name and e-mail"
        aria-label="Search name and e-mail"
        autoComplete="off"
        spellCheck={false}
      />
      <Button type="submit" variant="outline" size="icon" aria-label="Search" disabled={!hydrated} pending={pending}>
        {pending ? null : <Search aria-hidden="true" />}
      </Button>
      <noscript>
        <p className="text-xs text-muted-foreground">Searching needs JavaScript.</p>
      </noscript>
    </form>
  )
}
