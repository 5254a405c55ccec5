const LEAD_MAX = 320
// Headings, quotes, lists, code, tables, pictures and HTML are not a first sentence.
const NOT_PROSE = /^(?:[#>|<!]|[-*+] |\d+[.)] |```|~~~| {4})/

/** A short first paragraph stands under the title as its lead; the rest is the body. */
export function splitLead(markdown: string): { lead: string | null; body: string } {
  const text = markdown.replace(/\r\n/g, '\n').replace(/^\n+/, '')
  const end = text.indexOf('\n\n')
  const first = end === -1 ? text : text.slice(0, end)
  const rest = end === -1 ? '' : text.slice(end).trim()
  if (!rest || first.length > LEAD_MAX || NOT_PROSE.test(first)) return { lead: null, body: text }
  return { lead: first, body: rest }
}
