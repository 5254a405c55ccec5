import { Moon, Sun } from 'lucide-react'
import { ThemeButton } from '@/components/layout/theme-button'
import { buttonVariants } from '@/components/ui/button-variants'

/** Both icons are rendered and CSS shows one, so the server's markup is right before the theme is known. */
export function ThemeToggle({ className }: { className?: string }) {
  return (
    <ThemeButton className={buttonVariants({ variant: 'ghost', size: 'icon', className })}>
      <Moon aria-hidden="true" className="dark:hidden" />
      <Sun aria-hidden="true" className="not-dark:hidden" />
    </ThemeButton>
  )
}
