import { cva, type VariantProps } from 'class-variance-authority'
import { cn } from '@/lib/class-names'

const avatarVariants = cva(
  'grid flex-none place-items-center overflow-hidden bg-foreground font-mono leading-none font-medium text-background select-none',
  {
    variants: {
      size: { default: 'size-6.5 rounded-sm text-[0.6875rem]', lg: 'size-10 rounded-[4px] text-base' },
    },
    defaultVariants: { size: 'default' },
  },
)

type AvatarProps = VariantProps<typeof avatarVariants> & { name: string; image?: string | null; className?: string }

/** Decorative: the name always stands beside it. */
export function Avatar({ name, image, size, className }: AvatarProps) {
  return (
    <span aria-hidden="true" className={cn(avatarVariants({ size }), className)}>
      {/* Sizes are known and files are small: an optimiser would cost more than it saves. */}
      {image ? <img src={image} alt="" className="size-full object-cover" /> : toInitials(name)}
    </span>
  )
}

function toInitials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
