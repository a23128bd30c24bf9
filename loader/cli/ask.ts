import type { PromptObject } from 'prompts'
import { LoaderError } from '../errors'
import type { Language } from '../language'
import { parseIvrId, parseSdkAppId, type Settings } from '../settings'
import { type CliIo, canAsk, hasColour } from './io'
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
    ...(sdkAppId === undefined ? [text('sdkAppId', texts.askSdkAppId, parseSdkAppId, language)] : []),
    ...(ivrId === undefined ? [text('ivrId', texts.askIvrId, parseIvrId, language)] : []),
  ]
  const answers = await question(questions, io)
  return {
    sdkAppId: sdkAppId ?? parseSdkAppId(String(answers.sdkAppId)),
    ivrId: ivrId ?? parseIvrId(String(answers.ivrId)),
    serverUrl,
  }
}

/** Asks which page gets the entry button; undefined is none. Call it only where somebody can be asked. */
export async function askEntry(pages: readonly string[], texts: Texts, io: CliIo): Promise<string | undefined> {
  const none = { title: texts.entryNone, value: '' }
  const choices = [none, ...pages.map((page) => ({ title: page, value: page }))]
  return (await select('entry', texts.askEntry, choices, texts, io)) || undefined
}

/** Asks which of several mini-programs is meant. Call it only where somebody can be asked. */
export async function askRoot(folders: readonly string[], texts: Texts, io: CliIo): Promise<string> {
  const choices = folders.map((folder) => ({ title: folder, value: folder }))
  return select('root', folders.length > 1 ? texts.askRoot : texts.askDeeperRoot, choices, texts, io)
}

/** Asks whether to go on; anything but a yes is `cancelled`. Without a terminal it is `answer-missing`. */
export async function askToGoOn(texts: Texts, io: CliIo): Promise<void> {
  if (!canAsk(io)) throw new LoaderError('answer-missing', { flags: '--yes' })
  const answers = await question([{ type: 'confirm', name: 'go', message: texts.askGoOn, initial: false }], io)
  if (answers.go !== true) throw new LoaderError('cancelled')
}

async function select(
  name: string,
  message: string,
  choices: { title: string; value: string }[],
  texts: Texts,
  io: CliIo,
): Promise<string> {
  const answers = await question([{ type: 'select', name, message, choices, hint: texts.selectHint }], io)
  return String(answers[name] ?? '')
}

/** Asks questions one after the other. Ctrl-C is `interrupted`, Escape and Ctrl-D are `cancelled`. */
export async function question<Name extends string>(
  questions: PromptObject<Name>[],
  io: CliIo,
): Promise<Partial<Record<Name, string | boolean>>> {
  // Loaded only when there is something to ask: it is the slowest module of the command.
  const { default: prompts } = await import('prompts')
  let ctrlC = false
  const watch = (_: unknown, key: { ctrl?: boolean; name?: string }) => {
    ctrlC = key.ctrl === true && key.name === 'c'
  }
  io.stdin.prependListener('keypress', watch)
  const stdout = hasColour(io.stdout, io.env) ? io.stdout : withoutColour(io.stdout)
  const asked = questions.map((each) => ({ ...each, stdin: io.stdin, stdout }))
  try {
    return await prompts(asked, {
      // Escape and Ctrl-D say "no"; Ctrl-C stops, and shells expect its own exit code.
      onCancel: () => {
        throw new LoaderError(ctrlC ? 'interrupted' : 'cancelled')
      },
    })
  } finally {
    io.stdin.removeListener('keypress', watch)
  }
}

/** A terminal that is shown no colours; the cursor still moves. */
function withoutColour(stream: CliIo['stdout']): CliIo['stdout'] {
  const write = (text: string) => stream.write(text.replace(colours, ''))
  return Object.create(stream, { write: { value: write } })
}

// Select Graphic Rendition (ECMA-48, 8.3.117): ESC [ numbers m.
const colours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')

function text<Name extends string>(
  name: Name,
  message: string,
  parse: (text: string) => unknown,
  language: Language,
): PromptObject<Name> {
  const validate = (value: string): true | string => {
    try {
      parse(value)
      return true
    } catch (error) {
      return error instanceof LoaderError ? error.text(language) : String(error)
    }
  }
  return { type: 'text', name, message, validate, format: (value: string) => value.trim() }
}
