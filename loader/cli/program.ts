import { Command } from 'commander'
import { packageVersion } from '../package-root'
import type { CliIo } from './io'
import type { Texts } from './texts'

/** The options of `install`, as typed. */
export interface InstallFlags {
  sdkAppId?: string
  ivrId?: string
  serverUrl?: string
  cwd?: string
  yes?: boolean
  dryRun?: boolean
}

/** Describes the command line. `install` is called with what was typed; faults are thrown as commander's own errors. */
export function describeProgram(texts: Texts, io: CliIo, install: (flags: InstallFlags) => Promise<void>): Command {
  const { options } = texts
  const program = dress(new Command('ccc-store'), texts, io)
    .description(texts.description)
    .version(packageVersion(), '-v, --version', options.version)
    .option('--lang <zh|en>', options.lang)
    .helpCommand(false)
    .addHelpText('after', () => examplesOf(texts))
  const command = dress(program.command('install'), texts, io)
    .description(texts.installDescription)
    .option('--sdk-app-id <id>', options.sdkAppId)
    .option('--ivr-id <id>', options.ivrId)
    .option('--server-url <url>', options.serverUrl)
    .option('--cwd <folder>', options.cwd)
    .option('-y, --yes', options.yes)
    .option('--dry-run', options.dryRun)
    .option('--lang <zh|en>', options.lang)
    .allowExcessArguments(false)
    .addHelpText('after', () => examplesOf(texts))
  command.action(() => install(command.opts<InstallFlags>()))
  return program
}

function dress(command: Command, texts: Texts, io: CliIo): Command {
  return command
    .exitOverride()
    .helpOption('-h, --help', texts.options.help)
    .configureHelp({
      helpWidth: io.stdout.columns ?? 100,
      styleTitle: (title) => texts.sections[title] ?? title,
    })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Errors are reported once, in the reader's language, by whoever catches them.
      outputError: () => {},
    })
}

function examplesOf({ examplesTitle, examples }: Texts): string {
  const lines = examples.map(([command, meaning]) => `  $ ${command}\n      ${meaning}`)
  return `\n${examplesTitle}\n${lines.join('\n')}`
}
