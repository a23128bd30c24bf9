import type { Language } from '../language'
import type { CommandSpec, OptionSpec } from './command-spec'
import { commonOptions } from './common-options'

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
  bash: (commands) => `# ccc-store completion for bash
_ccc_store() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names(commands).join(' ')} --help --version --lang" -- "$current"))
    return
  fi
  case "$previous" in
    --cwd) COMPREPLY=($(compgen -d -- "$current")); return ;;
${valuesByOption(commands)
  .map(([option, values]) => `    ${option}) COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$current")); return ;;`)
  .join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${commands.map((command) => `    ${command.name}) COMPREPLY=($(compgen -W "${wordsOf(command).join(' ')}" -- "$current")) ;;`).join('\n')}
  esac
}
complete -F _ccc_store ccc-store
`,
  zsh: (commands, language) => `#compdef ccc-store
# ccc-store completion for zsh
_ccc-store() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map(({ name, text }) => `      ${quoted(`${name}:${text[language].replaceAll(':', '\\:')}`)}`).join('\n')}
    )
    _describe command commands
    return
  fi
  case $words[CURRENT-1] in
    --cwd) _files -/; return ;;
${valuesByOption(commands)
  .map(([option, values]) => `    ${option}) compadd -- ${values.join(' ')}; return ;;`)
  .join('\n')}
  esac
  case $words[2] in
${commands.map((command) => `    ${command.name}) compadd -- ${wordsOf(command).join(' ')} ;;`).join('\n')}
  esac
}
if [ "$funcstack[1]" = _ccc-store ]; then _ccc-store "$@"; else compdef _ccc-store ccc-store; fi
`,
  fish: (commands, language) => `# ccc-store completion for fish
complete -c ccc-store -f
${commands.map(({ name, text }) => `complete -c ccc-store -n __fish_use_subcommand -a ${name} -d ${quotedFish(text[language])}`).join('\n')}
${commands.flatMap((command) => fishOptions(command, language)).join('\n')}
`,
  powershell: (commands) => `# ccc-store completion for PowerShell
Register-ArgumentCompleter -Native -CommandName ccc-store -ScriptBlock {
  param($word, $tree, $position)
  $words = @{
${commands
  .map(
    (command) =>
      `    '${command.name}' = @(${wordsOf(command)
        .map((word) => `'${word}'`)
        .join(', ')})`,
  )
  .join('\n')}
  }
  $values = @{
${valuesByOption(commands)
  .map(([option, values]) => `    '${option}' = @(${values.map((value) => `'${value}'`).join(', ')})`)
  .join('\n')}
  }
  $typed = @($tree.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  $complete = if ($word -eq '') { $typed } else { @($typed | Select-Object -SkipLast 1) }
  $candidates = if ($complete.Count -eq 0) { @(${names(commands)
    .map((name) => `'${name}'`)
    .join(', ')}) }
    elseif ($values.ContainsKey($complete[-1])) { $values[$complete[-1]] }
    else { $words[$complete[0]] }
  $candidates | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
}

function names(commands: readonly CommandSpec[]): string[] {
  return commands.map(({ name }) => name)
}

/** The long name of an option, as it is typed. */
function longName({ flags }: OptionSpec): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags
}

function optionsOf({ options }: CommandSpec): readonly OptionSpec[] {
  return [...options, commonOptions.lang]
}

function wordsOf(command: CommandSpec): string[] {
  const values = (command.args ?? []).flatMap((argument) => argument.values ?? [])
  return [...values, ...optionsOf(command).map(longName), '--help']
}

function valuesByOption(commands: readonly CommandSpec[]): [option: string, values: readonly string[]][] {
  const found = commands.flatMap((command) =>
    optionsOf(command).flatMap((option): [string, readonly string[]][] =>
      option.values ? [[longName(option), option.values]] : [],
    ),
  )
  return [...new Map(found)]
}

function fishOptions(command: CommandSpec, language: Language): string[] {
  const when = `complete -c ccc-store -n '__fish_seen_subcommand_from ${command.name}'`
  const values = (command.args ?? []).flatMap((argument) => argument.values ?? [])
  const options = optionsOf(command).map((option) => {
    const short = /^-(\w)\b/.exec(option.flags)?.[1]
    const takes = option.flags.includes('<')
      ? option.flags.includes('--cwd')
        ? ' -r -a "(__fish_complete_directories)"'
        : ' -x'
      : ''
    const list = option.values ? ` -a ${quotedFish(option.values.join(' '))}` : ''
    const text = quotedFish(option.text[language])
    return `${when} -l ${longName(option).slice(2)}${short ? ` -s ${short}` : ''}${takes}${list} -d ${text}`
  })
  return values.length > 0 ? [`${when} -a ${quotedFish(values.join(' '))}`, ...options] : options
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function quotedFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
