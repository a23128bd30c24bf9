import type { Language } from '../../language'
import type { CommandSpec, OptionSpec } from '../command-spec'
import { commonOptions } from '../common-options'
import { texts } from '../texts'
import { longName, optionsOf, valuesOf } from './words'

/** Completion for fish. */
export function fishCompletion(commands: readonly CommandSpec[], language: Language): string {
  const { help, version } = texts[language]
  const top = `complete -c ccc-store -n 'not __ccc_store_command'`
  return `# ccc-store completion for fish
function __ccc_store_command
    set -l words (commandline -opc)
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case --lang
                set -e words[1]
                set -q words[1]; and set -e words[1]
            case '-*'
                set -e words[1]
            case '*'
                echo $words[1]
                return 0
        end
    end
    return 1
end
complete -c ccc-store -f
${commands.map(({ name, text }) => `${top} -a ${name} -d ${quoted(text[language])}`).join('\n')}
${top} -l version -s v -d ${quoted(version)}
${optionLine(top, commonOptions.lang, language)}
complete -c ccc-store -l help -s h -d ${quoted(help)}
${commands.flatMap((command) => linesOf(command, language)).join('\n')}
`
}

function linesOf(command: CommandSpec, language: Language): string[] {
  const when = `complete -c ccc-store -n 'contains -- ${command.name} (__ccc_store_command)'`
  const values = valuesOf(command)
  const options = optionsOf(command).map((option) => optionLine(when, option, language))
  return values.length > 0 ? [`${when} -a ${quoted(values.join(' '))}`, ...options] : options
}

function optionLine(when: string, option: OptionSpec, language: Language): string {
  const short = /^-(\w)\b/.exec(option.flags)?.[1]
  const isFolder = option.flags.includes('--cwd')
  const takes = !option.flags.includes('<') ? '' : isFolder ? ' -r -a "(__fish_complete_directories)"' : ' -x'
  const list = option.values ? ` -a ${quoted(option.values.join(' '))}` : ''
  const text = quoted(option.text[language])
  return `${when} -l ${longName(option).slice(2)}${short ? ` -s ${short}` : ''}${takes}${list} -d ${text}`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
