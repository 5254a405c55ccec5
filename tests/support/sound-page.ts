// What axe finds on a page as it stands.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'

export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
  )
}
