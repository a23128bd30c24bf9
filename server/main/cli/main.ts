import { CccError } from '@ccc-store/core/protocol'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { describeSettings } from '../../config/describe-settings'
import { type Language, languageOf } from '../../language'
import { VERSION } from '../../version'
import { changePassword } from './admin-password'
import { runBackup, runRestore } from './backup'
import { startFromEnvironment } from './start'
import { CLI_TEXTS, type CliTexts } from './texts'

/** Starts the mock server; given from outside, since the mock server is built on this package. */
export type StartMock = (options: { port: number }) => Promise<void>

/**
 * The `ccc-server` command.
 * @returns the exit code: 0 done (or serving), 1 could not start, 2 usage
 */
export async function main(argv: readonly string[], startMock: StartMock): Promise<number> {
  const language = languageOf(process.env)
  try {
    await program(language, startMock).parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    return explain(error, language)
  }
}

function program(language: Language, startMock: StartMock): Command {
  const texts = CLI_TEXTS[language]
  const command = new Command('ccc-server')
    .description(texts.description)
    .version(VERSION, '-V, --version', texts.version)
    .addHelpText('after', () => `\n${variables(language)}`)
  command
    .command('start', { isDefault: true })
    .description(texts.start)
    .action(() => startFromEnvironment(process.env, texts))
  command
    .command('mock')
    .description(texts.mock)
    .option('--port <port>', texts.mockPort, (value) => parsePort(value, texts), 0)
    .action((options: { port: number }) => startMock(options))
  command
    .command('backup <file>')
    .description(texts.backup)
    .action((file: string) => runBackup(process.env, file, texts))
  command
    .command('restore <file>')
    .description(texts.restore)
    .action((file: string) => runRestore(process.env, file, texts))
  const admin = command.command('admin').description(texts.admin)
  admin
    .command('password <account>')
    .description(texts.adminPassword)
    .action((account: string) => changePassword(process.env, account, texts))
  for (const each of [command, ...command.commands, ...admin.commands]) {
    each
      .exitOverride()
      .configureOutput({ outputError: () => {} })
      .helpOption('-h, --help', texts.help)
      .configureHelp({ styleTitle: (title) => translateTitle(title, texts) })
  }
  return command.helpCommand('help [command]', texts.helpCommand)
}

function translateTitle(title: string, texts: CliTexts): string {
  const titles: Record<string, string> = {
    'Usage:': texts.usage,
    'Options:': texts.options,
    'Commands:': texts.commands,
  }
  return titles[title] ?? title
}

function variables(language: Language): string {
  const texts = CLI_TEXTS[language]
  const rows = describeSettings(language)
  const width = Math.max(...rows.map((row) => row.name.length))
  const lines = rows.map((row) => {
    const values = row.values.replaceAll('`', '')
    return `  ${row.name.padEnd(width)}  ${row.meaning}\n  ${''.padEnd(width)}  ${values} (${texts.byDefault}: ${row.defaultValue})`
  })
  return [texts.variables, ...lines].join('\n')
}

function parsePort(value: string, texts: CliTexts): number {
  const port = Number(value)
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port
  throw new InvalidArgumentError(texts.badPort(value))
}

function explain(error: unknown, language: Language): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    process.stderr.write(`${CLI_TEXTS[language].usageFault(error.message.replace(/^error: /, ''))}\n`)
    return 2
  }
  if (error instanceof CccError) {
    process.stderr.write(`${error.code}: ${error.toWire()[language]}\n`)
    return 1
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}
