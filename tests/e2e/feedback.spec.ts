import AxeBuilder from '@axe-core/playwright'
import { expect, signUp, test } from '@/tests/support/e2e'

test('what somebody thinks is sent from where they are, and an admin reads it', async ({ page, database }) => {
  const { email } = await signUp(page.request, 'Ines Rock')
  const text = `Reads per hour, please. ${Date.now()}`
  await page.goto('/posts')
  await page
    .getByRole('button', { name: /Ines Rock/ })
    .filter({ visible: true })
    .click()
  await page.getByRole('button', { name: 'Send feedback' }).filter({ visible: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Send feedback' })
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(dialog.getByText('Write a sentence')).toBeVisible()
  await dialog.getByLabel('Problem').check()
  await dialog.getByLabel('What is it?').fill(text)
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([])
  await dialog.getByRole('button', { name: 'Send', exact: true }).dblclick()
  await expect(page.getByText('Sent. Thank you.')).toBeVisible()
  await expect(dialog).toBeHidden()
  const { rows } = await database.query('select kind, page from feedback where text = $1', [text])
  expect(rows).toEqual([{ kind: 'problem', page: '/posts' }])

  expect((await page.goto('/admin/feedback'))?.status(), 'for who is no admin').toBe(404)
  await database.query(`update users set role = 'admin' where email = $1`, [email])
  await page.goto('/admin/feedback?kind=problem')
  const row = page.getByRole('listitem').filter({ hasText: text })
  await expect(row).toContainText('Problem')
  await expect(row).toContainText('/posts')
  await expect(row).toContainText(email)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await page.getByRole('link', { name: 'Praise' }).click()
  await expect(row).toBeHidden()
})
