// What no route of the product does, for the checks of stops and sockets. A normal build does not compile it: it is put
// into a second build, as app/api/probe/[what]/route.ts.
import { AppError } from '@/lib/errors'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const encode = (text: string) => new TextEncoder().encode(text)

/** Says something every 200 ms and never ends by itself. */
function events(): Response {
  let timer: NodeJS.Timeout
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let turn = 0
      timer = setInterval(() => controller.enqueue(encode(`data: ${(turn += 1)}\n\n`)), 200)
    },
    cancel: () => clearInterval(timer),
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' } })
}

const PIECE = new Uint8Array(64 * 1024)

/** More than any buffer on the way holds, made as it is read. */
function large(): Response {
  let left = 1_000
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if ((left -= 1) < 0) controller.close()
      else controller.enqueue(PIECE)
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/octet-stream' } })
}

const PROBES: Record<string, () => Promise<Response> | Response> = {
  slow: async () => {
    await pause(3_000)
    return Response.json({ waited: true })
  },
  events,
  large,
  rejected: () => {
    void Promise.reject(new Error('rejected in a route'))
    return Response.json({ rejected: true })
  },
  thrown: () => {
    setTimeout(() => {
      throw new Error('thrown by a timer of a route')
    }, 0)
    return Response.json({ thrown: true })
  },
  /** Never answers: what a stop has to cut. */
  never: () => new Promise<Response>(() => {}),
}

export async function GET(_: Request, { params }: { params: Promise<{ what: string }> }): Promise<Response> {
  const probe = PROBES[(await params).what]
  if (!probe) throw new AppError('not-found')
  return probe()
}
