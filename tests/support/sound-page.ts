// What axe finds on a page as it stands.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'

/** Of all rules, or of those that are named. */
export async function violations(page: Page, ...rules: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations: found } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
  )
}
