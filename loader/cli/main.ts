import { CommanderError } from 'commander'
import { type ExitCode, exitCodes, LoaderError } from '../errors'
import { type Language, languageOf } from '../language'
import { packageVersion } from '../package-root'
import { allCommands } from './all-commands'
import { type CliIo, hasColour } from './io'
import { describeProgram } from './program'
import { texts } from './texts'

/** Runs the command with the arguments after its name. Returns the exit code; never throws, never ends the process. */
export async function main(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const chosen = chosenLanguage(argv)
  const language = chosen === 'zh' || chosen === 'en' ? chosen : languageOf(io.env, io.locale)
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

function report(error: LoaderError, asJson: boolean, language: Language, io: CliIo): void {
  if (asJson) {
    const { code, exitCode } = error
    const content = { error: { code, exitCode, zh: error.text('zh'), en: error.text('en') } }
    io.stdout.write(`${JSON.stringify(content, null, 2)}\n`)
    return
  }
  const label = language === 'zh' ? '错误：' : 'Error: '
  io.stderr.write(`${hasColour(io.stderr, io.env) ? `\u001b[31m${label}\u001b[0m` : label}${error.text(language)}\n`)
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
