import { choose } from '../cli/choose'
import { type CliIo, canAsk } from '../cli/io'
import type { Texts } from '../cli/texts'
import type { SourceLanguage } from './starter-files'

/**
 * Asks for the language of a new project; TypeScript where nobody can be asked. Ctrl-C is `interrupted`, Escape and
 * Ctrl-D are `cancelled`.
 */
export async function askSourceLanguage(
  message: string,
  mayAsk: boolean,
  texts: Texts,
  io: CliIo,
): Promise<SourceLanguage> {
  if (!mayAsk || !canAsk(io)) return 'ts'
  const choices = [
    { title: 'TypeScript', value: 'ts' },
    { title: 'JavaScript', value: 'js' },
  ]
  return (await choose(message, choices, texts.selectHint, io)) === 'js' ? 'js' : 'ts'
}
