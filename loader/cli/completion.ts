import type { Language } from '../language'
import type { CommandSpec } from './command-spec'
import { bashCompletion } from './completion/bash'
import { fishCompletion } from './completion/fish'
import { powershellCompletion } from './completion/powershell'
import { zshCompletion } from './completion/zsh'

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const

export type Shell = (typeof shells)[number]

export function isShell(text: string): text is Shell {
  return shells.some((shell) => shell === text)
}

/** A completion script: commands first, then the options and values of the command. */
export function completionFor(shell: Shell, commands: readonly CommandSpec[], language: Language): string {
  return writers[shell](commands, language)
}

const writers: Readonly<Record<Shell, (commands: readonly CommandSpec[], language: Language) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
}
