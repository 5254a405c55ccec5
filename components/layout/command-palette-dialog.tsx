'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import { usePaletteEntries, type Entry, type EntryGroup } from '@/components/layout/use-palette-entries'
import {
  CommandDialog,
  CommandFooter,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command'
import { Kbd } from '@/components/ui/kbd'

/** Goes to a place or a post, or does something, from the keyboard. */
export function CommandPaletteDialog({ onClose }: { onClose: () => void }) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const { groups, isSearching, problem } = usePaletteEntries(typed)
  const { choose, failure } = useChoice(onClose)
  const entries = groups.flatMap((group) => group.entries)
  const at = Math.min(active, entries.length - 1)
  const current = entries[at]
  const optionId = (entry: Entry) => `${id}-${entry.id}`
  useInView(current && optionId(current))

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const to = target(event.key, at, entries.length)
    if (to !== null) setActive(to)
    else if (event.key === 'Enter' && current && !event.nativeEvent.isComposing)
      void choose(current, event.metaKey || event.ctrlKey)
    else return
    event.preventDefault()
  }
  return (
    <CommandDialog label="Find or do" onClose={onClose}>
      <CommandInput
        aria-label="Find or do"
        aria-controls={`${id}-list`}
        aria-activedescendant={current ? optionId(current) : undefined}
        placeholder="A post, a page, something to do"
        value={typed}
        maxLength={200}
        isBusy={isSearching}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <CommandList id={`${id}-list`} aria-label="Results">
        <Groups groups={groups} current={current} optionId={optionId} onChoose={choose} />
      </CommandList>
      <PaletteNote failure={failure ?? problem} found={entries.length} typed={typed} isSearching={isSearching} />
      <Keys />
    </CommandDialog>
  )
}

function Keys() {
  return (
    <CommandFooter>
      <span>
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd>move
      </span>
      <span>
        <Kbd>↵</Kbd>open
      </span>
      <span className="max-sm:hidden">
        <Kbd>⌘</Kbd>
        <Kbd>↵</Kbd>in a new tab
      </span>
    </CommandFooter>
  )
}

/** Where a key leads in a list that goes round; null for a key that does not move. */
function target(key: string, at: number, length: number): number | null {
  if (length === 0) return null
  if (key === 'ArrowDown') return (at + 1) % length
  if (key === 'ArrowUp') return (at - 1 + length) % length
  return key === 'PageDown' ? length - 1 : key === 'PageUp' ? 0 : null
}

function useInView(optionId: string | undefined) {
  useEffect(() => {
    if (optionId) document.getElementById(optionId)?.scrollIntoView({ block: 'nearest' })
  }, [optionId])
}

function useChoice(onClose: () => void) {
  const router = useRouter()
  const [failure, setFailure] = useState<string>()
  const choose = async (entry: Entry, inNewTab: boolean) => {
    if (entry.href !== undefined) {
      if (inNewTab) window.open(entry.href, '_blank', 'noopener')
      else router.push(entry.href)
      return onClose()
    }
    try {
      await entry.run()
      onClose()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'It did not work. Try again.')
    }
  }
  return { choose, failure }
}

type GroupsProps = {
  groups: EntryGroup[]
  current: Entry | undefined
  optionId: (entry: Entry) => string
  onChoose: (entry: Entry, inNewTab: boolean) => Promise<void>
}

function Groups({ groups, current, optionId, onChoose }: GroupsProps) {
  return groups.map(({ label, entries }) => (
    <CommandGroup key={label} label={label} id={optionId({ id: label } as Entry)}>
      {entries.map((entry) => (
        <CommandItem
          key={entry.id}
          id={optionId(entry)}
          isActive={entry === current}
          // The focus stays in the field.
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => void onChoose(entry, event.metaKey || event.ctrlKey)}
        >
          <entry.icon aria-hidden="true" />
          <span className="truncate">{entry.label}</span>
          {entry.note ? <span className="ml-auto font-mono text-label text-muted-foreground">{entry.note}</span> : null}
        </CommandItem>
      ))}
    </CommandGroup>
  ))
}

type PaletteNoteProps = { failure: string | undefined; found: number; typed: string; isSearching: boolean }

/** What a screen reader hears of the list, and what everybody sees where there is none. */
function PaletteNote({ failure, found, typed, isSearching }: PaletteNoteProps) {
  const isEmpty = found === 0 && !isSearching
  const words = isSearching ? '' : isEmpty ? `Nothing is called “${typed}”.` : `${found} to choose from`
  return (
    <p
      role="status"
      className={
        failure
          ? 'border-t px-3.5 py-2.5 text-sm text-destructive'
          : isEmpty
            ? 'px-3.5 pb-4 text-sm wrap-anywhere text-muted-foreground'
            : 'sr-only'
      }
    >
      {failure ?? words}
    </p>
  )
}
