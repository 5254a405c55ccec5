import { clsx } from 'clsx'
import { CopyButton } from '@/components/ui/copy-button'

export const COMMAND = 'npm run dev'

export function RunLine({ className }: { className?: string }) {
  return (
    <div
      className={clsx(
        'flex h-13 items-center gap-3 rounded-lg bg-primary pr-2 pl-[1.125rem] font-mono text-[1.0625rem] leading-none text-primary-foreground',
        className,
      )}
    >
      <span aria-hidden="true" className="text-hold-mark dark:text-[oklch(0.47_0.115_131)]">
        $
      </span>
      <code>{COMMAND}</code>
      <CopyButton
        text={COMMAND}
        what={COMMAND}
        className="ml-auto inline-flex h-control-sm items-center gap-[0.4375rem] rounded-md border border-[color-mix(in_oklab,currentColor_30%,transparent)] px-2 font-sans text-xs leading-none font-medium transition-colors hover:bg-[color-mix(in_oklab,currentColor_14%,transparent)] [&_.lucide]:size-[0.9375rem]"
      />
    </div>
  )
}
