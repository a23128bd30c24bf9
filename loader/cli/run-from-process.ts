import { Interruption } from '../apply/interruption'
import { exitCodes, LoaderError } from '../errors'
import { languageFor, main } from './main'
import { reportError } from './report-error'

/** Runs the command as the process it is, and leaves the exit code to Node so that all output is written out. */
export async function runFromProcess(): Promise<void> {
  // Should the terminal vanish during a question, Node ends with the answer still awaited: that is no success.
  process.exitCode = exitCodes.cancelled
  // Whoever reads the output may stop reading (`| head`), or the disk under it be full: the work has its own outcome.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const interruption = new Interruption()
  const argv = process.argv.slice(2)
  const { stdin, stdout, stderr, env } = process
  const locale = Intl.DateTimeFormat().resolvedOptions().locale
  const fail = (error: LoaderError) => {
    reportError(error, languageFor(argv, { env, locale }), { stderr, env })
    return error.exitCode
  }
  // A question handles its own Ctrl-C. Changes under way are brought to an end first; a second one does not wait for
  // that, and then the next start brings the project to a whole state.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const isRepeated = interruption.isRequested
      const isHandled = interruption.request()
      if (isRepeated) process.exit(exitCodes.interrupted)
      if (!isHandled) process.exit(fail(new LoaderError('interrupted')))
    })
  }
  const cwd = workingFolder()
  if (cwd === undefined) {
    process.exitCode = fail(new LoaderError('folder-missing', { path: env.PWD ?? '.' }))
    return
  }
  process.exitCode = await main(argv, { stdin, stdout, stderr, env, cwd, locale, interruption })
}

/** The current folder; undefined when it has been deleted. */
function workingFolder(): string | undefined {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}
