import { resolve } from 'node:path'
import { CommanderError } from 'commander'
import { runInstall } from '../commands/install'
import { registerCreate } from '../create/register-create'
import { exitCodes, LoaderError } from '../errors'
import { type Language, languageOf } from '../language'
import { packageVersion } from '../package-root'
import { parseIvrId, parseSdkAppId, parseServerUrl, type Settings } from '../settings'
import { ask } from './ask'
import { type CliIo, hasColour } from './io'
import { printReport } from './print-report'
import { describeProgram, type InstallFlags } from './program'
import { texts } from './texts'

/** Runs the command with the arguments after its name. Returns the exit code; never throws, never ends the process. */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  const chosen = chosenLanguage(argv)
  const language = chosen === 'zh' || chosen === 'en' ? chosen : languageOf(io.env, io.locale)
  try {
    if (chosen !== undefined && chosen !== language) throw new LoaderError('usage-language-unknown', { value: chosen })
    const program = describeProgram(texts[language], io, (flags) => install(flags, language, io))
    registerCreate(program, language, io)
    if (argv.length === 0) {
      program.outputHelp({ error: true })
      return exitCodes.usage
    }
    await program.parseAsync(argv, { from: 'user' })
    return exitCodes.done
  } catch (error) {
    // Help and version end commander's parsing by an error of their own with exit code 0.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done
    const known = toLoaderError(error)
    const label = language === 'zh' ? '错误：' : 'Error: '
    io.stderr.write(`${hasColour(io.stderr, io.env) ? `\u001b[31m${label}\u001b[0m` : label}${known.text(language)}\n`)
    return known.exitCode
  }
}

async function install(flags: InstallFlags, language: Language, io: CliIo): Promise<void> {
  const given: Partial<Settings> = {
    ...(flags.sdkAppId === undefined ? {} : { sdkAppId: parseSdkAppId(flags.sdkAppId) }),
    ...(flags.ivrId === undefined ? {} : { ivrId: parseIvrId(flags.ivrId) }),
    ...(flags.serverUrl === undefined ? {} : { serverUrl: parseServerUrl(flags.serverUrl) }),
  }
  const report = await runInstall({
    cwd: resolve(io.cwd, flags.cwd ?? '.'),
    given,
    complete: (known) => ask(known, flags.yes !== true, language, texts[language], io),
    dryRun: flags.dryRun ?? false,
    ...(io.payloadDir === undefined ? {} : { payloadDir: io.payloadDir }),
  })
  printReport(report, texts[language], io)
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
    case 'commander.missingArgument':
      return new LoaderError('usage-argument-missing', { value })
    case 'commander.excessArguments':
      return new LoaderError('usage-excess-arguments')
    default:
      return new LoaderError('usage-unknown-option', { value })
  }
}
