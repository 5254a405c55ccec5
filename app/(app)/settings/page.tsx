import { redirect } from 'next/navigation'

/** Nothing links here; it is what people type. */
export default function SettingsPage() {
  redirect('/settings/profile')
}
