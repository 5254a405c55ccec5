import { BookOpen, FileText, LayoutDashboard, Settings, ShieldCheck } from 'lucide-react'

const settings = { href: '/settings/profile', root: '/settings', label: 'Settings', icon: Settings } as const

/** Where a signed-in person can go; the sidebar and the phone's tab bar both draw it. */
export const productLinks = [
  { href: '/dashboard', root: '/dashboard', label: 'Dashboard', icon: LayoutDashboard },
  { href: '/posts', root: '/posts', label: 'Posts', icon: FileText },
  settings,
] as const

/** The menu of the account. Who is no admin does not see what is for admins; the pages themselves ask again. */
export const accountLinks = [
  { ...settings, adminsOnly: false },
  { href: '/admin', root: '/admin', label: 'Admin', icon: ShieldCheck, adminsOnly: true },
] as const

export const publicLinks = [{ href: '/blog', label: 'Blog', shortLabel: 'Blog', icon: BookOpen }] as const
