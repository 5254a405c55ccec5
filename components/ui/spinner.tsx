/** Decorative: the words beside it say what is going on. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-3.5 animate-spin rounded-full border-[1.5px] border-current border-r-transparent"
    />
  )
}
