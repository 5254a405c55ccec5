/** The mail as a mail program shows it: in a frame without scripts, whose links open a page of their own. */
export function RenderedMail({ html }: { html: string }) {
  const document = html.replace('<head>', '<head><base target="_blank">')
  return (
    <iframe
      title="The mail as it looks"
      srcDoc={document}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      className="block h-140 w-full sm:h-120"
    />
  )
}

/** Plain text with its addresses made into links. A plain anchor: a fragment carries the token and must be read afresh. */
export function LinkedText({ text }: { text: string }) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a key={index} href={part} className="break-all marked-link">
        {part}
      </a>
    ),
  )
}
