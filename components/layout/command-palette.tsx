'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'

// Nothing of it is fetched before somebody asks for it.
const CommandPaletteDialog = dynamic(
  () => import('@/components/layout/command-palette-dialog').then((module) => module.CommandPaletteDialog),
  { ssr: false },
)

const OPEN = 'foothold:find'
const openPalette = () => window.dispatchEvent(new Event(OPEN))

/** Listens for ⌘K or Ctrl+K and for the buttons, on every signed-in page. */
export function CommandPalette() {
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const open = () => setIsOpen(true)
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setIsOpen((before) => !before)
    }
    window.addEventListener(OPEN, open)
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener(OPEN, open)
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [])
  return isOpen ? <CommandPaletteDialog onClose={() => setIsOpen(false)} /> : null
}

const subscribe = () => () => {}
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** "Find or do": in the sidebar with its key, in the phone's top bar as an icon. */
export function FindButton({ compact }: { compact?: boolean }) {
  const onApple = useSyncExternalStore(subscribe, isApple, () => false)
  if (compact) {
    return (
      <Button variant="ghost" size="icon" aria-label="Find or do" aria-haspopup="dialog" onClick={openPalette}>
        <Search aria-hidden="true" />
      </Button>
    )
  }
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={openPalette}
      className="mb-4 flex h-8 w-full items-center gap-2 rounded-md border border-border-strong bg-card pr-1.5 pl-2 text-sm text-muted-foreground transition-colors hover:bg-accent"
    >
      <Search aria-hidden="true" />
      Find or do
      <Kbd aria-hidden="true" className="ml-auto border-transparent bg-muted">
        {onApple ? '⌘K' : 'Ctrl K'}
      </Kbd>
    </button>
  )
}
