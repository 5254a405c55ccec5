import { buttonVariants } from '@/components/ui/button-variants'
import { PlainButton } from '@/components/ui/plain-button'

export type DemoLogin = { label: 'demo' | 'admin'; email: string; password: string }

type DemoLoginsProps = {
  logins: readonly DemoLogin[]
  disabled: boolean
  onChoose: (login: DemoLogin) => void
}

/** Shown only where the server hands logins over: in development and on the embedded database. */
export function DemoLogins({ logins, disabled, onChoose }: DemoLoginsProps) {
  if (logins.length === 0) return null
  return (
    <div className="grid grid-cols-[7px_1fr] gap-3 rounded-md border border-dashed border-input px-3.5 py-3 text-xs leading-[1.125rem]">
      <span aria-hidden="true" className="mt-1.5 hold" />
      <div>
        <p>
          <b className="font-medium">Sample data is loaded.</b>{' '}
          <span className="text-muted-foreground">Sign in with one press, or with the passwords in the terminal.</span>
        </p>
        <div className="mt-2.5 flex flex-wrap gap-2">
          {logins.map((login) => (
            <PlainButton
              key={login.email}
              className={buttonVariants({ variant: 'outline', size: 'sm' })}
              disabled={disabled}
              onClick={() => onChoose(login)}
            >
              As {login.label}
            </PlainButton>
          ))}
        </div>
      </div>
    </div>
  )
}
