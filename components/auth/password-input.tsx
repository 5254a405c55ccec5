'use client'

import type { VariantProps } from 'class-variance-authority'
import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import { buttonVariants } from '@/components/ui/button-variants'
import { inputVariants } from '@/components/ui/input-variants'
import { PlainButton } from '@/components/ui/plain-button'

type PasswordInputProps = Omit<ComponentProps<'input'>, 'size'> & VariantProps<typeof inputVariants>

export function PasswordInput({ size, ...props }: PasswordInputProps) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="relative">
      <input {...props} type={shown ? 'text' : 'password'} className={inputVariants({ size, className: 'pr-11' })} />
      <PlainButton
        className={buttonVariants({
          variant: 'ghost',
          size: 'icon-sm',
          className: 'absolute inset-y-1 right-1 aspect-square size-auto! active:translate-y-0!',
        })}
        aria-label={shown ? 'Hide password' : 'Show password'}
        onClick={() => setShown(!shown)}
      >
        <Icon aria-hidden="true" />
      </PlainButton>
    </div>
  )
}
