import { STOPS, toPercent } from './lever-list'

const DECADES = 6
const at = (decade: number, step: number) => (((decade + Math.log10(step)) / DECADES) * 100).toFixed(3)
const decades = Array.from({ length: DECADES }, (_, decade) => decade)

const majorTicks = decades.map((decade) => `M${at(decade, 1)} 6V24`).join('')
const minorTicks = decades
  .flatMap((decade) => [2, 3, 4, 5, 6, 7, 8, 9].map((step) => `M${at(decade, step)} ${step === 5 ? 13 : 17}V24`))
  .join('')

/** A log scale that is also the switch: radios, so the arrow keys move along it. */
export function Rule() {
  return (
    <fieldset className="relative h-17 min-w-0 border-b sm:h-18">
      <legend className="sr-only">Number of users</legend>
      <svg
        viewBox="0 0 100 24"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="absolute bottom-0 left-0 h-6 w-full"
      >
        <path d={minorTicks} className="stroke-border-strong" vectorEffect="non-scaling-stroke" />
        <path d={majorTicks} className="stroke-muted-foreground" vectorEffect="non-scaling-stroke" />
      </svg>
      {STOPS.map(({ users, label }) => (
        <label
          key={users}
          style={{ left: toPercent(users) }}
          className={`absolute top-2 z-3 grid h-9 place-items-center rounded-md font-mono text-[0.9375rem] leading-none text-muted-foreground hover:text-foreground has-checked:bg-hold has-checked:font-medium has-checked:text-hold-foreground has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring ${users === 1 ? '-ml-3 px-3' : 'min-w-11 -translate-x-1/2 px-1.5'}`}
        >
          <input
            type="radio"
            name="users"
            value={users}
            defaultChecked={users === 1_000}
            className="absolute inset-0 m-0 size-full cursor-pointer opacity-0"
          />
          {label}
        </label>
      ))}
      <span
        aria-hidden="true"
        className="absolute top-[1.125rem] right-0 font-mono text-label text-muted-foreground max-sm:hidden"
      >
        users
      </span>
    </fieldset>
  )
}
