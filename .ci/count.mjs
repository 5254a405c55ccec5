// Sums what the test runners counted in their JSON reports (vitest's and Playwright's) and prints one plain line.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2] ?? 'test-results'
const sum = { passed: 0, failed: 0, skipped: 0 }
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'))) {
  const report = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {}
  sum.passed += (report.numPassedTests ?? 0) + expected + flaky
  sum.failed += (report.numFailedTests ?? 0) + unexpected
  sum.skipped += (report.numPendingTests ?? 0) + skipped
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
