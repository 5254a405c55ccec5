import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

// Names of app/globals.css that tailwind-merge cannot guess: without this it takes text-label for a colour.
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ['label', 'figure', 'display', 'read'],
      spacing: ['gutter', 'row', 'control', 'control-sm', 'control-lg', 'section'],
      container: ['page', 'read'],
      shadow: ['float'],
      leading: ['ui', 'read'],
      tracking: ['display', 'title', 'ui'],
    },
    classGroups: { duration: [{ duration: ['press', 'hover', 'open', 'move'] }] },
  },
})

/** Joins class names; a later Tailwind class wins over an earlier one of the same kind. */
export function cn(...inputs: ClassValue[]): string {
  return merge(clsx(inputs))
}
