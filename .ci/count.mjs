// Sums what the test runners counted in their JSON reports (vitest's and Playwright's) and prints one plain line, and before
// it a line for each test that failed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2] ?? 'test-results'
const sum = { passed: 0, failed: 0, skipped: 0 }

/** Playwright's specs, which stand in suites in suites. */
const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)]

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'))) {
  const report = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {}
  sum.passed += (report.numPassedTests ?? 0) + expected + flaky
  sum.failed += (report.numFailedTests ?? 0) + unexpected
  sum.skipped += (report.numPendingTests ?? 0) + skipped
  const tests = (report.testResults ?? []).flatMap(({ assertionResults }) => assertionResults)
  for (const { fullName } of tests.filter(({ status }) => status === 'failed')) console.log(`failed: ${fullName}`)
  for (const { file: where, title, ok, tests: tries } of specsOf(report)) {
    if (!ok) console.log(`failed: ${where} ${title}`)
    else if (tries.some(({ status }) => status === 'flaky')) console.log(`flaky: ${where} ${title}`)
  }
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
