import type { CommandSpec } from '../command-spec'
import { openOptions, programOptions, valuesByOption, wordsOf } from './words'

/** Completion for bash, also for that of macOS (3.2). */
export function bashCompletion(commands: readonly CommandSpec[]): string {
  const offer = (words: readonly string[]) => `COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$current"))`
  return `# ccc-store completion for bash
_ccc_store() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${COMP_WORDS[index]}" in
      --lang)
        [ "\${COMP_WORDS[index+1]}" = "=" ] && index=$((index + 1))
        index=$((index + 1)) ;;
      -*) ;;
      *)
        command="\${COMP_WORDS[index]}"
        break ;;
    esac
  done
  case "$previous" in
    --cwd)
      local IFS=$'\\n'
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -d -- "$current"))
      return ;;
${valuesByOption(commands)
  .map(([option, values]) => `    ${option}) ${offer(values)}; return ;;`)
  .join('\n')}
    ${openOptions(commands).join('|')}) return ;;
  esac
  case "$command" in
    "") ${offer([...commands.map(({ name }) => name), ...programOptions])} ;;
${commands.map((command) => `    ${command.name}) ${offer(wordsOf(command))} ;;`).join('\n')}
  esac
}
complete -F _ccc_store ccc-store
`
}
