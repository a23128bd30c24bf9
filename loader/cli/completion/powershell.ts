import type { CommandSpec } from '../command-spec'
import { openOptions, programOptions, valuesByOption, wordsOf } from './words'

/** Completion for PowerShell; where nothing is offered, as after `--cwd`, it completes paths by itself. */
export function powershellCompletion(commands: readonly CommandSpec[]): string {
  const list = (words: readonly string[]) => `@(${words.map((word) => `'${word}'`).join(', ')})`
  const top = [...commands.map(({ name }) => name), ...programOptions]
  return `# ccc-store completion for PowerShell
Register-ArgumentCompleter -Native -CommandName ccc-store -ScriptBlock {
  param($word, $tree, $position)
  $words = @{
${commands.map((command) => `    '${command.name}' = ${list(wordsOf(command))}`).join('\n')}
  }
  $values = @{
${valuesByOption(commands)
  .map(([option, values]) => `    '${option}' = ${list(values)}`)
  .join('\n')}
  }
  $open = ${list(['--cwd', ...openOptions(commands)])}
  $typed = @($tree.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  $complete = if ($word -eq '') { $typed } else { @($typed | Select-Object -SkipLast 1) }
  $command = ''
  for ($index = 0; $index -lt $complete.Count; $index++) {
    if ($complete[$index] -eq '--lang') { $index++ }
    elseif (-not $complete[$index].StartsWith('-')) { $command = $complete[$index]; break }
  }
  $previous = if ($complete.Count -eq 0) { '' } else { $complete[-1] }
  $candidates = if ($values.ContainsKey($previous)) { $values[$previous] }
    elseif ($open -contains $previous) { @() }
    elseif ($command -eq '') { ${list(top)} }
    else { $words[$command] }
  $candidates | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`
}
