import { CommanderError } from 'commander'
import { errorCode } from '../error-code'
import { type ExitCode, exitCodes, LoaderError } from '../errors'
import { type Language, languageOf } from '../language'
import { packageVersion } from '../package-root'
import { allCommands } from './all-commands'
import type { CliIo } from './io'
import { describeProgram } from './program'
import { reportError } from './report-error'
import { texts } from './texts'

/** Runs the command with the arguments after its name. Returns the exit code; never throws, never ends the process. */
export async function main(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const chosen = chosenLanguage(argv)
  const language = languageFor(argv, io)
  try {
    if (chosen !== undefined && chosen !== language) throw new LoaderError('usage-language-unknown', { value: chosen })
    const { command, exitCode } = describeProgram(allCommands, language, texts[language], io)
    if (argv.length === 0) {
      command.outputHelp({ error: true })
      return exitCodes.usage
    }
    await command.parseAsync(argv, { from: 'user' })
    return exitCode()
  } catch (error) {
    // Help and version end commander's parsing by an error of their own with exit code 0.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done
    const known = toLoaderError(error)
    report(known, argv.includes('--json'), language, io)
    return known.exitCode
  }
}

/** The language of the messages: what `--lang` says, else that of the terminal. */
export function languageFor(argv: readonly string[], { env, locale }: Pick<CliIo, 'env' | 'locale'>): Language {
  const chosen = chosenLanguage(argv)
  return chosen === 'zh' || chosen === 'en' ? chosen : languageOf(env, locale)
}

function report(error: LoaderError, asJson: boolean, language: Language, io: CliIo): void {
  if (asJson) {
    const { code, exitCode } = error
    const content = { error: { code, exitCode, zh: error.text('zh'), en: error.text('en') } }
    io.stdout.write(`${JSON.stringify(content, null, 2)}\n`)
    return
  }
  reportError(error, language, io)
}

// Looked for by hand, because the help that commander prints has to be in the language already.
function chosenLanguage(argv: readonly string[]): string | undefined {
  const index = argv.findLastIndex((argument) => argument === '--lang' || argument.startsWith('--lang='))
  const found = argv[index]
  if (index < 0 || found === undefined) return undefined
  return found.startsWith('--lang=') ? found.slice('--lang='.length) : argv[index + 1]
}

function toLoaderError(error: unknown): LoaderError {
  if (error instanceof LoaderError) return error
  if (error instanceof CommanderError) return usageError(error)
  const reason = error instanceof Error ? error.message : String(error)
  // What the system refuses is no fault of the command.
  const code = errorCode(error)
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return new LoaderError('system-refused', { reason })
  return new LoaderError('unexpected', { reason, version: packageVersion() })
}

function usageError(error: CommanderError): LoaderError {
  const value = /'([^']*)'/.exec(error.message)?.[1] ?? error.message
  switch (error.code) {
    case 'commander.unknownCommand':
      return new LoaderError('usage-unknown-command', { value })
    case 'commander.optionMissingArgument':
      return new LoaderError('usage-option-value-missing', { value })
    case 'commander.excessArguments':
      return new LoaderError('usage-excess-arguments')
    case 'commander.missingArgument':
      return new LoaderError('usage-argument-missing', { value })
    default:
      return new LoaderError('usage-unknown-option', { value })
  }
}
