import { BookOpen, FileText, LayoutDashboard } from 'lucide-react'

/** Where a signed-in person can go; the sidebar and the phone's tab bar both draw it. */
export const productLinks = [
  { href: '/dashboard', label: 'Dashboard', icon: LayoutDashboard },
  { href: '/posts', label: 'Posts', icon: FileText },
] as const

export const publicLinks = [{ href: '/blog', label: 'Blog', shortLabel: 'Blog', icon: BookOpen }] as const
