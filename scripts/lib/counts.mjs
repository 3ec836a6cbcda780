/** What the test runners report, brought to one form: `{ passed, failed, skipped }`. */
import { readStamp } from './inputs.mjs';

export const none = { passed: 0, failed: 0, skipped: 0 };

export const sum = (all) =>
  all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    none,
  );

/** The one line that says it all. */
export const inWords = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** From the lines of `cargo nextest run` or `cargo test`: their summaries, added up. */
export function countsOfCargo(lines) {
  return sum(lines.filter((line) => /^\s*Summary \[|^test result: /.test(line)).map(countsOfSummary));
}

/** "3 passed, 1 failed, 1 timed out, 2 skipped" or "3 passed; 1 failed; 2 ignored". */
function countsOfSummary(line) {
  const number = (word) => Number(line.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  return {
    passed: number('passed'),
    failed: number('failed') + number('timed out') + number('exec failed'),
    skipped: number('skipped') + number('ignored'),
  };
}

/** From the file of Vitest's JSON reporter; null where there is none. */
export function countsOfVitest(file) {
  const report = readStamp(file);
  if (!report) return null;
  const suites = report.success ? 0 : Number(report.numFailedTests === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + suites,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** From the file of Playwright's JSON reporter; null where there is none. A flaky test counts as failed. */
export function countsOfPlaywright(file) {
  const report = readStamp(file);
  if (!report) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + (report.errors?.length ?? 0), skipped };
}
