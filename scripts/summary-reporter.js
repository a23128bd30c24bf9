/** Ends a test run with one plain line that any tool can read, whatever jest's own summary looks like. */
module.exports = class SummaryReporter {
  onRunComplete(_, { numPassedTests, numFailedTests, numPendingTests }) {
    process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`)
  }
}
