'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { feedbackKinds } from '@/components/feedback/feedback-kinds'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { Field, FormError } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { Amount } from '@/components/ui/moment'
import { Textarea } from '@/components/ui/textarea'
import { api, submission } from '@/lib/api-client/client'
import { showProblem } from '@/lib/api-client/show-problem'
import { createFeedbackSchema, FEEDBACK_MAX, type CreateFeedbackInput } from '@/lib/feedback/schema'

const resolver = zodResolver(createFeedbackSchema.omit({ page: true }))

export type FeedbackDialogProps = { open: boolean; onOpenChange: (open: boolean) => void }

export function FeedbackDialog({ open, onOpenChange }: FeedbackDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogTitle>Send feedback</DialogTitle>
        <DialogDescription>The people who run this read it, with your name and the page you are on.</DialogDescription>
        <FeedbackForm onSent={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}

function useFeedbackForm(onSent: () => void) {
  const page = usePathname()
  const [once] = useState(submission)
  const form = useForm<Omit<CreateFeedbackInput, 'page'>>({ resolver, defaultValues: { kind: 'idea', text: '' } })
  const submit = form.handleSubmit(async (input) => {
    const result = await once({ ...input, page }, api.feedback.create)
    if (!result.ok) return showProblem(form, result.problem)
    toast.success('Sent. Thank you.')
    onSent()
  })
  return { form, submit }
}

function FeedbackForm({ onSent }: { onSent: () => void }) {
  const { form, submit } = useFeedbackForm(onSent)
  const { errors, isSubmitting } = form.formState
  const length = form.watch('text').length
  return (
    <form method="post" noValidate onSubmit={submit}>
      <div className="grid gap-4 px-5 py-4">
        <FormError title={errors.root?.message} />
        <Controller
          name="kind"
          control={form.control}
          render={({ field }) => (
            <Segmented
              name={field.name}
              legend="Kind"
              className="w-fit"
              options={feedbackKinds}
              value={field.value}
              onValueChange={field.onChange}
            />
          )}
        />
        <Field
          label="What is it?"
          error={errors.text?.message}
          aside={
            <span className="font-mono text-label text-muted-foreground">
              <Amount of={length} /> of <Amount of={FEEDBACK_MAX} />
            </span>
          }
        >
          {(control) => <Textarea {...control} {...form.register('text')} rows={6} />}
        </Field>
      </div>
      <DialogFooter cancel="Cancel">
        <Button type="submit" pending={isSubmitting}>
          Send
        </Button>
      </DialogFooter>
    </form>
  )
}
