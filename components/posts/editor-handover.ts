import type { EditorView } from '@/components/posts/post-editor-toolbar'

type Handover = { postId: string; view: EditorView; caret: number | null }

// The first save leaves /posts/new for the post's own page, which mounts another editor: this is what goes along.
let left: Handover | null = null

export function leaveEditor(handover: Handover) {
  left = handover
}

/** What the editor before this one left for this post; null for every other visit. */
export function takeOver(postId: string | undefined): Handover | null {
  return left !== null && left.postId === postId ? left : null
}
