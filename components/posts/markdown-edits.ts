// What the editor's toolbar does to a text: pure, from a selection to a replacement.
export type Selection = { value: string; start: number; end: number }
/** Replaces `from`…`to` by `text` and selects `selectStart`…`selectEnd` of the outcome. */
export type Edit = { from: number; to: number; text: string; selectStart: number; selectEnd: number }

/** Puts marks around the selection, or around a word to type over. */
export function wrap({ value, start, end }: Selection, before: string, after: string, placeholder: string): Edit {
  const inner = value.slice(start, end) || placeholder
  const selectStart = start + before.length
  return { from: start, to: end, text: before + inner + after, selectStart, selectEnd: selectStart + inner.length }
}

/** Starts every selected line with a mark, or takes it away where every line has it. */
export function prefixLines({ value, start, end }: Selection, mark: string): Edit {
  const from = value.lastIndexOf('\n', start - 1) + 1
  const nextBreak = value.indexOf('\n', end)
  const to = nextBreak === -1 ? value.length : nextBreak
  const lines = value.slice(from, to).split('\n')
  const isMarked = lines.every((line) => line.startsWith(mark))
  const text = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join('\n')
  return { from, to, text, selectStart: from + text.length, selectEnd: from + text.length }
}
