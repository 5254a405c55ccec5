// The wall that the four steps climb: x and y in hundredths of the picture.
const steps = [
  { x: 0, y: 90, users: '1', what: 'one command' },
  { x: 20, y: 72, users: '1K', what: 'own database' },
  { x: 46, y: 50, users: '10K', what: 'shared Redis' },
  { x: 72, y: 26, users: null, what: null },
]

const outline = 'M0 90H20V72H46V50H72V26H100'
const grain = [30, 34, 38, 42, 46, 54, 58, 62, 66, 70, 76, 80, 84, 88, 94, 98]

/** Decoration beside the forms: how the starter grows, drawn as steps. */
export function StepsPicture() {
  return (
    <div aria-hidden="true" className="relative overflow-hidden border-l bg-card max-lg:hidden">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full fill-none">
        <path d={`${outline}V100H0Z`} className="fill-sidebar" />
        {grain.map((y) => (
          <path
            key={y}
            d={`M${steps.find((step) => step.y < y)?.x ?? 0} ${y}H100`}
            className="stroke-border"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        <path d={outline} className="stroke-chart-line" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
      </svg>
      {steps.map((step) => (
        <div
          key={step.x}
          className="absolute -translate-y-full pb-3.5 pl-3"
          style={{ left: `${step.x}%`, top: `${step.y}%` }}
        >
          <span className="block font-mono text-md leading-5 font-medium tracking-[-0.02em]">{step.users}</span>
          <span className="block font-mono text-label text-muted-foreground">{step.what}</span>
          <span
            className={`absolute -bottom-[5px] left-3 size-[9px] border-[1.5px] border-foreground ${step.x === 0 ? 'bg-hold-mark' : 'bg-card'}`}
          />
        </div>
      ))}
    </div>
  )
}
