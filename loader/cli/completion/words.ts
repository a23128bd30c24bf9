import type { CommandSpec, OptionSpec } from '../command-spec'
import { commonOptions } from '../common-options'

/** What the program takes before a command, with their one-letter forms. */
export const programOptions = ['--help', '--version', '--lang'] as const

/** The long name of an option, as it is typed. */
export function longName({ flags }: OptionSpec): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags
}

/** The options of a command, those that every command has included. */
export function optionsOf({ options }: CommandSpec): readonly OptionSpec[] {
  return [...options, commonOptions.lang]
}

/** The values that the arguments of a command take. */
export function valuesOf(command: CommandSpec): string[] {
  return (command.args ?? []).flatMap((argument) => argument.values ?? [])
}

/** Every word that may follow a command. */
export function wordsOf(command: CommandSpec): string[] {
  return [...valuesOf(command), ...optionsOf(command).map(longName), '--help']
}

/** The values of the options that take one of a few. */
export function valuesByOption(commands: readonly CommandSpec[]): [option: string, values: readonly string[]][] {
  const found = commands.flatMap((command) =>
    optionsOf(command).flatMap((option): [string, readonly string[]][] =>
      option.values ? [[longName(option), option.values]] : [],
    ),
  )
  return [...new Map(found)]
}

/** The options that take a value of any kind, for which there is nothing to offer; `--cwd` takes a folder. */
export function openOptions(commands: readonly CommandSpec[]): string[] {
  const found = commands.flatMap((command) =>
    optionsOf(command).filter(({ flags, values }) => flags.includes('<') && !values && !flags.includes('--cwd')),
  )
  return [...new Set(found.map(longName))]
}
