import type { PromptObject } from 'prompts'
import { LoaderError } from '../errors'
import type { Language } from '../language'
import { parseIvrId, parseSdkAppId, type Settings } from '../settings'
import { type CliIo, canAsk } from './io'
import type { Texts } from './texts'

type Known = Partial<Settings> & Pick<Settings, 'serverUrl'>

const flags = { sdkAppId: '--sdk-app-id', ivrId: '--ivr-id' } as const

/**
 * Completes the settings by asking for sdkAppId and ivrId, as far as they are not known. Where nobody can be asked, a
 * missing one is `answer-missing`; Ctrl-C is `interrupted`, Escape and Ctrl-D are `cancelled`.
 */
export async function ask(
  known: Known,
  mayAsk: boolean,
  language: Language,
  texts: Texts,
  io: CliIo,
): Promise<Settings> {
  const { sdkAppId, ivrId, serverUrl } = known
  if (sdkAppId !== undefined && ivrId !== undefined) return { sdkAppId, ivrId, serverUrl }
  // Without a terminal on both ends, prompts would end the process at EOF, or wait forever on an open pipe.
  if (!mayAsk || !canAsk(io)) {
    const missing = [sdkAppId === undefined ? flags.sdkAppId : '', ivrId === undefined ? flags.ivrId : '']
    throw new LoaderError('answer-missing', { flags: missing.filter((flag) => flag !== '').join(', ') })
  }
  const questions = [
    ...(sdkAppId === undefined ? [text('sdkAppId', texts.askSdkAppId, parseSdkAppId, language, io)] : []),
    ...(ivrId === undefined ? [text('ivrId', texts.askIvrId, parseIvrId, language, io)] : []),
  ]
  const answers = await question(questions, io)
  return {
    sdkAppId: sdkAppId ?? parseSdkAppId(answers.sdkAppId ?? ''),
    ivrId: ivrId ?? parseIvrId(answers.ivrId ?? ''),
    serverUrl,
  }
}

type Name = keyof typeof flags

async function question(questions: PromptObject<Name>[], io: CliIo): Promise<Partial<Record<Name, string>>> {
  // Loaded only when there is something to ask: it is the slowest module of the command.
  const { default: prompts } = await import('prompts')
  let ctrlC = false
  const watch = (_: unknown, key: { ctrl?: boolean; name?: string }) => {
    ctrlC = key.ctrl === true && key.name === 'c'
  }
  io.stdin.prependListener('keypress', watch)
  try {
    return await prompts(questions, {
      // Escape and Ctrl-D say "no"; Ctrl-C stops, and shells expect its own exit code.
      onCancel: () => {
        throw new LoaderError(ctrlC ? 'interrupted' : 'cancelled')
      },
    })
  } finally {
    io.stdin.removeListener('keypress', watch)
  }
}

function text(
  name: Name,
  message: string,
  parse: (text: string) => unknown,
  language: Language,
  io: CliIo,
): PromptObject<Name> {
  const validate = (value: string): true | string => {
    try {
      parse(value)
      return true
    } catch (error) {
      return error instanceof LoaderError ? error.text(language) : String(error)
    }
  }
  return {
    type: 'text',
    name,
    message,
    validate,
    stdin: io.stdin,
    stdout: io.stdout,
    format: (value: string) => value.trim(),
  }
}
