import type { ExitCode } from '../errors'
import type { Language } from '../language'
import type { Flags } from './flags'
import type { CliIo } from './io'
import type { Texts } from './texts'

/** A text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>

/** An option as commander takes it, such as `--cwd <folder>`. */
export interface OptionSpec {
  flags: string
  text: Bilingual
  /** The values it takes, for completion. */
  values?: readonly string[]
}

/** One command of the command line: what it is called, what it takes, and what it does. */
export interface CommandSpec {
  name: string
  text: Bilingual
  /** Arguments as commander takes them, such as `<key>` or `[value]`. */
  args?: readonly OptionSpec[]
  options: readonly OptionSpec[]
  examples: readonly (readonly [command: string | Bilingual, meaning: Bilingual])[]
  /** Does the work. What it returns is the exit code, 0 if nothing. */
  run(call: Call): Promise<ExitCode | undefined>
}

/** What a command is called with. */
export interface Call {
  args: readonly (string | undefined)[]
  flags: Flags
  language: Language
  texts: Texts
  io: CliIo
  /** Every command there is. */
  commands: readonly CommandSpec[]
}
