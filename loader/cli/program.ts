import { Command } from 'commander'
import { type ExitCode, exitCodes } from '../errors'
import type { Language } from '../language'
import { packageVersion } from '../package-root'
import type { CommandSpec } from './command-spec'
import { commonOptions } from './common-options'
import { Flags } from './flags'
import type { CliIo } from './io'
import type { Texts } from './texts'

/** The command line, and what became of the command that ran. */
export interface Program {
  command: Command
  exitCode(): ExitCode
}

/** Describes the command line; faults are thrown as commander's own errors. */
export function describeProgram(
  commands: readonly CommandSpec[],
  language: Language,
  texts: Texts,
  io: CliIo,
): Program {
  let exitCode: ExitCode = exitCodes.done
  const { lang } = commonOptions
  const program = dress(new Command('ccc-store'), texts, io)
    .description(texts.description)
    .version(packageVersion(), '-v, --version', texts.version)
    .option(lang.flags, lang.text[language])
    .helpCommand(false)
    .addHelpText('after', () => examplesOf(commands.slice(0, 3).flatMap(({ examples }) => examples.slice(0, 1))))
  const examplesOf = (examples: CommandSpec['examples']) => {
    const lines = examples.map(
      ([line, meaning]) => `  $ ${typeof line === 'string' ? line : line[language]}\n      ${meaning[language]}`,
    )
    return `\n${texts.examplesTitle}\n${lines.join('\n')}`
  }
  for (const spec of commands) {
    const command = dress(program.command(spec.name), texts, io)
      .description(spec.text[language])
      .allowExcessArguments(false)
      .addHelpText('after', () => examplesOf(spec.examples))
    for (const { flags, text } of spec.args ?? []) command.argument(flags, text[language])
    for (const { flags, text } of [...spec.options, lang]) command.option(flags, text[language])
    command.action(async () => {
      const args = command.processedArgs.map((arg: unknown) => (typeof arg === 'string' ? arg : undefined))
      const code = await spec.run({ args, flags: new Flags(command.opts()), language, texts, io, commands })
      exitCode = code ?? exitCodes.done
    })
  }
  return { command: program, exitCode: () => exitCode }
}

function dress(command: Command, texts: Texts, io: CliIo): Command {
  return command
    .exitOverride()
    .helpOption('-h, --help', texts.help)
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
