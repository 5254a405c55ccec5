import { RunLine } from './run-line'
import { Terminal } from './terminal'

export function Hero() {
  return (
    <div className="mx-auto grid max-w-page gap-x-16 gap-y-7 px-gutter pt-[clamp(2.75rem,1.6rem+4vw,5rem)] pb-[clamp(2rem,1.5rem+2vw,3.5rem)] lg:grid-cols-[minmax(0,1fr)_minmax(0,30rem)] lg:gap-y-11">
      <h1 className="text-display leading-tight font-[600] tracking-display lg:col-span-2">
        <span className="block">Start with one command.</span> <span className="block">Grow lever by lever.</span>
      </h1>
      <div className="flex flex-col">
        <p className="max-w-132 text-[1.0625rem] leading-[1.55] text-muted-foreground sm:text-[1.25rem]">
          Foothold is a Next.js starter. It runs on your laptop with nothing but Node, and it is built so that growing
          changes settings, not code.{' '}
          <b className="font-medium text-foreground">Each step up is a lever you turn, not a part you rewrite.</b>
        </p>
        <RunLine className="mt-7 w-full sm:max-w-108 lg:mt-auto" />
        <p className="mt-3 font-mono text-label text-muted-foreground">
          in a fresh clone · needs Node 20.19 and npm, nothing else
        </p>
      </div>
      <Terminal />
    </div>
  )
}
