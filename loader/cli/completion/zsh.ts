import type { Language } from '../../language'
import type { CommandSpec } from '../command-spec'
import { openOptions, programOptions, valuesByOption, wordsOf } from './words'

/** Completion for zsh, as a file on `fpath` or sourced. */
export function zshCompletion(commands: readonly CommandSpec[], language: Language): string {
  const described = ({ name, text }: CommandSpec) => quoted(`${name}:${text[language].replaceAll(':', '\\:')}`)
  return `#compdef ccc-store
# ccc-store completion for zsh
_ccc-store() {
  local command="" index
  for ((index = 2; index < CURRENT; index++)); do
    case $words[index] in
      --lang) ((index++)) ;;
      -*) ;;
      *) command=$words[index]; break ;;
    esac
  done
  case $words[CURRENT-1] in
    --cwd) _files -/; return ;;
${valuesByOption(commands)
  .map(([option, values]) => `    ${option}) compadd -- ${values.join(' ')}; return ;;`)
  .join('\n')}
    ${openOptions(commands).join('|')}) return ;;
  esac
  case $command in
    "")
      local -a commands=(
${commands.map((command) => `        ${described(command)}`).join('\n')}
      )
      _describe command commands
      compadd -- ${programOptions.join(' ')} ;;
${commands.map((command) => `    ${command.name}) compadd -- ${wordsOf(command).join(' ')} ;;`).join('\n')}
  esac
}
if [ "$funcstack[1]" = _ccc-store ]; then _ccc-store "$@"; else compdef _ccc-store ccc-store; fi
`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
