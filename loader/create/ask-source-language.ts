import { type CliIo, canAsk } from '../cli/io'
import { LoaderError } from '../errors'
import type { SourceLanguage } from './starter-files'

/**
 * Asks for the language of a new project; TypeScript where nobody can be asked. Ctrl-C is `interrupted`, Escape and
 * Ctrl-D are `cancelled`.
 */
export async function askSourceLanguage(message: string, mayAsk: boolean, io: CliIo): Promise<SourceLanguage> {
  if (!mayAsk || !canAsk(io)) return 'ts'
  const { default: prompts } = await import('prompts')
  let ctrlC = false
  const watch = (_: unknown, key: { ctrl?: boolean; name?: string }) => {
    ctrlC = key.ctrl === true && key.name === 'c'
  }
  io.stdin.prependListener('keypress', watch)
  try {
    const { language } = await prompts(
      {
        type: 'select',
        name: 'language',
        message,
        choices: [
          { title: 'TypeScript', value: 'ts' },
          { title: 'JavaScript', value: 'js' },
        ],
        stdin: io.stdin,
        stdout: io.stdout,
      },
      {
        onCancel: () => {
          throw new LoaderError(ctrlC ? 'interrupted' : 'cancelled')
        },
      },
    )
    return language === 'js' ? 'js' : 'ts'
  } finally {
    io.stdin.removeListener('keypress', watch)
  }
}
