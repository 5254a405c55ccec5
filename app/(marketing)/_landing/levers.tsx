import type { CSSProperties } from 'react'
import { leverTitle, LEVERS, STOPS, toPercent, type Lever } from './lever-list'
import styles from './levers.module.css'
import { Rule } from './rule'
import { Section, SectionHead } from './section'

export function Levers() {
  return (
    <Section id="levers" className="pt-[clamp(2rem,1rem+3vw,4rem)]">
      <SectionHead id="levers" title={leverTitle()}>
        A lever is off until its variable is set, and costs nothing while off. Move along the rule to see what is on by
        then.
      </SectionHead>
      <div className={styles.instrument}>
        <div className="relative">
          <span
            aria-hidden="true"
            className={`${styles.needle} pointer-events-none absolute top-11 bottom-0 z-2 -ml-px w-0.5 bg-foreground max-sm:hidden`}
          />
          <Rule />
          <ul>
            {LEVERS.map((lever) => (
              <LeverRow key={lever.name} lever={lever} />
            ))}
          </ul>
        </div>
        <Summary />
      </div>
    </Section>
  )
}

function LeverRow({ lever: { name, when, set, from } }: { lever: Lever }) {
  const cover = 'relative z-3 w-fit bg-background'
  return (
    <li
      data-from={from}
      style={{ '--from': toPercent(from) } as CSSProperties}
      className={`${styles.lever} relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b py-3.5 sm:h-12.5 sm:grid-cols-[minmax(0,15rem)_minmax(0,1fr)_auto] sm:gap-x-6 sm:py-0`}
    >
      <span className={`${styles.name} ${cover} pr-2 max-sm:row-start-1`}>{name}</span>
      <span
        className={`${cover} pr-2 text-sm text-muted-foreground max-sm:col-start-1 max-sm:row-start-2 sm:text-base`}
      >
        {when}
      </span>
      <code className={`${cover} pl-2 text-label text-muted-foreground max-sm:col-start-2 max-sm:row-start-1`}>
        {set}
      </code>
      <span aria-hidden="true" className={`${styles.line} absolute -bottom-px z-1 h-[3px] bg-measure-fill`} />
      <span
        aria-hidden="true"
        className={`${styles.square} absolute -bottom-[5px] z-3 size-[9px] border-[1.5px] ${from === 1 ? '' : '-ml-[4.5px]'}`}
      />
    </li>
  )
}

function Summary() {
  return (
    <p className="flex flex-wrap justify-between gap-x-8 gap-y-2 pt-4 font-mono text-label text-muted-foreground">
      <span>
        <b className="font-medium text-foreground">
          {STOPS.map(({ users }) => (
            <span key={users} data-at={users} className={styles.count}>
              {LEVERS.filter((lever) => lever.from <= users).length}
            </span>
          ))}{' '}
          of {LEVERS.length} levers on
        </b>
        , 0 files rewritten
      </span>
      <span>triggers are conditions you can see in the logs, not round numbers</span>
    </p>
  )
}
