/** What Next itself needs to answer JSON. */
export const GET = () => Response.json({ ok: true })
