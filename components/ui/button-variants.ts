import { cva } from 'class-variance-authority'

/** The look of a button without its behaviour: for links, and for pages that shall not load the rest. */
export const buttonVariants = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-[0.4375rem] rounded-md border',
    'leading-none font-medium whitespace-nowrap select-none',
    'transition-[background-color,border-color,color,transform] active:translate-y-px',
    'disabled:translate-y-0 disabled:cursor-not-allowed disabled:border-transparent disabled:bg-muted disabled:text-muted-foreground',
    '[&_.lucide]:size-[0.9375rem]',
  ],
  {
    variants: {
      variant: {
        default:
          'border-transparent bg-primary text-primary-foreground enabled:hover:bg-primary-hover [a]:hover:bg-primary-hover',
        outline: 'border-border-strong bg-card enabled:hover:bg-accent [a]:hover:bg-accent',
        secondary:
          'border-transparent bg-secondary text-secondary-foreground enabled:hover:bg-accent [a]:hover:bg-accent',
        link: 'border-transparent underline-offset-3 hover:underline disabled:bg-transparent',
        ghost:
          'border-transparent text-muted-foreground enabled:hover:bg-accent enabled:hover:text-foreground aria-expanded:bg-accent aria-expanded:text-foreground disabled:bg-transparent [a]:hover:bg-accent [a]:hover:text-foreground',
        destructive:
          'border-border-strong bg-card text-destructive enabled:hover:border-destructive enabled:hover:bg-destructive-wash',
        'destructive-solid':
          'border-transparent bg-destructive text-destructive-foreground enabled:hover:bg-[color-mix(in_oklab,var(--destructive)_88%,var(--background))]',
      },
      size: {
        sm: 'h-control-sm px-2 text-xs',
        default: 'h-control px-3 text-sm',
        lg: 'h-control-lg px-[1.125rem] text-[0.9375rem]',
        icon: 'size-control text-sm',
        'icon-sm': 'size-control-sm text-xs',
      },
    },
    defaultVariants: { variant: 'default', size: 'default' },
  },
)
