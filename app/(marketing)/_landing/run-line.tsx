import { cn } from '@/lib/class-names'
import { CopyButton } from './copy-button'

export const COMMAND = 'npm run dev'

export function RunLine({ className }: { className?: string }) {
  return (
    <div
      className={cn(
        'flex h-13 items-center gap-3 rounded-lg bg-primary pr-2 pl-[1.125rem] font-mono text-[1.0625rem] leading-none text-primary-foreground',
        className,
      )}
    >
      <span aria-hidden="true" className="text-hold-mark dark:text-[oklch(0.47_0.115_131)]">
        $
      </span>
      <code>{COMMAND}</code>
      <CopyButton text={COMMAND} />
    </div>
  )
}
