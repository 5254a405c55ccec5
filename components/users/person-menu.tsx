'use client'

import { Ellipsis, ScrollText } from 'lucide-react'
import Link from 'next/link'
import { useRef, useState } from 'react'
import { ConfirmPersonAction } from '@/components/users/confirm-person-action'
import { actionsFor, type ListedPerson, type PersonAction } from '@/components/users/person-actions'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { useHydrated } from '@/hooks/use-hydrated'

/** Every change is asked for once more; oneself an admin only looks up. */
export function PersonMenu({ person, isSelf }: { person: ListedPerson; isSelf: boolean }) {
  const hydrated = useHydrated()
  const [chosen, setChosen] = useState<PersonAction | null>(null)
  const openerRef = useRef<HTMLButtonElement>(null)
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            ref={openerRef}
            variant="ghost"
            size="icon-sm"
            aria-label={`Actions for ${person.name}`}
            disabled={!hydrated}
          >
            <Ellipsis aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem asChild>
            <Link href={`/admin/audit?person=${person.id}`} prefetch={false}>
              <ScrollText aria-hidden="true" />
              Show in audit log
            </Link>
          </DropdownMenuItem>
          {isSelf ? null : <DropdownMenuSeparator />}
          {(isSelf ? [] : actionsFor(person)).map((action) => (
            <DropdownMenuItem
              key={action.label}
              variant={action.isLoss ? 'destructive' : 'default'}
              onSelect={() => setChosen(action)}
            >
              <action.icon aria-hidden="true" />
              {action.label}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      {chosen ? <ConfirmPersonAction action={chosen} openerRef={openerRef} onClose={() => setChosen(null)} /> : null}
    </>
  )
}
