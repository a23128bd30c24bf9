import { exitCodes } from '../errors'
import { main } from './main'

/** Runs the command as the process it is, and leaves the exit code to Node so that all output is written out. */
export async function runFromProcess(): Promise<void> {
  // Should the terminal vanish during a question, Node ends with the answer still awaited: that is no success.
  process.exitCode = exitCodes.cancelled
  process.exitCode = await main(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
  })
}
