import { NavLink } from '@/components/layout/nav-link'

const links = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/security', label: 'Security' },
  { href: '/settings/api-keys', label: 'API keys' },
]

const linkClasses = [
  'group/link relative flex items-center px-3 text-sm text-muted-foreground transition-colors hover:text-foreground',
  'aria-[current]:font-medium aria-[current]:text-foreground max-lg:h-11 max-lg:whitespace-nowrap lg:h-8 lg:border-l',
  'max-lg:after:absolute max-lg:after:inset-x-3 max-lg:after:-bottom-px max-lg:after:h-0.5 max-lg:aria-[current]:after:bg-hold-mark',
].join(' ')

/** A rail with a hold at the current place; a row under the heading where there is no room for one. */
export function SettingsNav() {
  return (
    <nav aria-label="Settings">
      <ul className="max-lg:-mx-gutter max-lg:flex max-lg:overflow-x-auto max-lg:border-b max-lg:px-1">
        {links.map(({ href, label }) => (
          <li key={href}>
            <NavLink href={href} className={linkClasses}>
              <span
                aria-hidden="true"
                className="absolute -left-1 hold not-group-aria-[current]/link:hidden max-lg:hidden"
              />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
