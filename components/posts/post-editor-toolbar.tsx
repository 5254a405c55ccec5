'use client'

import { Bold, Code, Heading2, Italic, Link2, List, Quote, type LucideIcon } from 'lucide-react'
import type { RefObject } from 'react'
import { prefixLines, wrap, type Edit, type Selection } from '@/components/posts/markdown-edits'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'

const VIEWS = [
  { value: 'write', label: 'Write' },
  { value: 'both', label: 'Both' },
  { value: 'preview', label: 'Preview' },
] as const
export type EditorView = (typeof VIEWS)[number]['value']

/** An extra tool gives way on the phone. */
type Tool = { label: string; icon: LucideIcon; isExtra?: boolean; edit: (selection: Selection) => Edit }
const TOOLS: readonly (readonly Tool[])[] = [
  [
    { label: 'Bold', icon: Bold, edit: (selection) => wrap(selection, '**', '**', 'bold') },
    { label: 'Italic', icon: Italic, edit: (selection) => wrap(selection, '_', '_', 'italic') },
  ],
  [
    { label: 'Heading', icon: Heading2, edit: (selection) => prefixLines(selection, '## ') },
    { label: 'List', icon: List, edit: (selection) => prefixLines(selection, '- ') },
    { label: 'Quote', icon: Quote, isExtra: true, edit: (selection) => prefixLines(selection, '> ') },
    { label: 'Code', icon: Code, isExtra: true, edit: (selection) => wrap(selection, '`', '`', 'code') },
  ],
  [{ label: 'Link', icon: Link2, edit: (selection) => wrap(selection, '[', '](https://)', 'words') }],
]

type PostEditorToolbarProps = {
  textareaRef: RefObject<HTMLTextAreaElement | null>
  view: EditorView
  onViewChange: (view: EditorView) => void
}

export function PostEditorToolbar({ textareaRef, view, onViewChange }: PostEditorToolbarProps) {
  return (
    <div className="flex items-center gap-2 overflow-x-auto border-b px-3 py-1.5">
      <div role="group" aria-label="Formatting" className="flex items-center">
        {TOOLS.map((tools, index) => (
          <div key={index} className="flex gap-0.5 not-first:ml-1.5 not-first:border-l not-first:pl-1.5">
            {tools.map(({ label, icon: Icon, isExtra, edit }) => (
              <Button
                key={label}
                variant="ghost"
                size="icon-sm"
                aria-label={label}
                title={label}
                disabled={view === 'preview'}
                className={isExtra ? 'max-sm:hidden' : undefined}
                onClick={() => textareaRef.current && apply(textareaRef.current, edit)}
              >
                <Icon aria-hidden="true" />
              </Button>
            ))}
          </div>
        ))}
      </div>
      <Segmented
        name="view"
        legend="View"
        options={VIEWS}
        value={view}
        onValueChange={(value) => onViewChange(VIEWS.find((option) => option.value === value)?.value ?? 'write')}
        className="ml-auto flex-none max-md:[&_label:nth-of-type(2)]:hidden"
      />
    </div>
  )
}

function apply(textarea: HTMLTextAreaElement, edit: Tool['edit']) {
  const { from, to, text, selectStart, selectEnd } = edit({
    value: textarea.value,
    start: textarea.selectionStart,
    end: textarea.selectionEnd,
  })
  textarea.focus()
  textarea.setSelectionRange(from, to)
  // The old command is the only way to type for somebody so that undo takes it back; without it the text is set.
  if (!document.execCommand('insertText', false, text)) {
    textarea.setRangeText(text, from, to)
    textarea.dispatchEvent(new Event('input', { bubbles: true }))
  }
  textarea.setSelectionRange(selectStart, selectEnd)
}
