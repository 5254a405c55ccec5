import type { BadgeStatus } from '@/components/ui/badge'
import type { Feedback } from '@/lib/feedback/schema'

/** The kinds as they are called, each with a shape of its own. */
export const feedbackKinds = [
  { value: 'idea', label: 'Idea', status: 'draft' },
  { value: 'problem', label: 'Problem', status: 'failed' },
  { value: 'praise', label: 'Praise', status: 'published' },
] as const satisfies readonly { value: Feedback['kind']; label: string; status: BadgeStatus }[]
