import { RunLine } from './run-line'
import { SectionTitle } from './section'

export function Closing() {
  return (
    <section aria-labelledby="start-title" className="mx-auto mt-section max-w-page px-gutter">
      <div className="grid items-end gap-8 border-t py-[clamp(3rem,2rem+3vw,5rem)] lg:grid-cols-[minmax(0,1fr)_auto]">
        <SectionTitle id="start" className="max-w-136">
          Clone it on Monday. Have your own product on it by Friday.
        </SectionTitle>
        <RunLine className="w-full sm:w-96" />
      </div>
    </section>
  )
}
