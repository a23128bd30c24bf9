import { exitCodes } from '../errors'
import { main } from './main'

/** Runs the command as the process it is, and leaves the exit code to Node so that all output is written out. */
export async function runFromProcess(): Promise<void> {
  // Should the terminal vanish during a question, Node ends with the answer still awaited: that is no success.
  process.exitCode = exitCodes.cancelled
  // Changes are made in one go: a Ctrl-C in the middle of them takes effect after them. A question handles its own.
  process.on('SIGINT', () => process.exit(exitCodes.interrupted))
  process.exitCode = await main(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
  })
}
