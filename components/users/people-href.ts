type Asked = { q?: string | undefined; active?: string | undefined; cursor?: string | undefined }

/** The address of a part of the list: whom it is about, and where it goes on. */
export function peopleHref(asked: Asked): string {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')
  const query = new URLSearchParams(given as [string, string][])
  return query.size === 0 ? '/admin' : `/admin?${query}`
}
