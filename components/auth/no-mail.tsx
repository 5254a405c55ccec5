import Link from 'next/link'
import { AuthHeading } from '@/components/auth/auth-heading'
import { buttonVariants } from '@/components/ui/button-variants'

/** In place of a form whose link could never arrive. */
export function NoMail({ title }: { title: string }) {
  return (
    <>
      <AuthHeading title={title}>
        <p>This server cannot send mail, so no link would reach you. Ask whoever runs it.</p>
      </AuthHeading>
      <Link href="/sign-in" prefetch={false} className={buttonVariants({ variant: 'outline', size: 'lg' })}>
        Sign in
      </Link>
    </>
  )
}
