import { LoaderError } from '../errors'
import type { Language } from '../language'
import { DEFAULT_SERVER_URL, parseIvrId, parseSdkAppId, parseServerUrl, type Settings } from '../settings'
import { choose } from './choose'
import { type CliIo, canAsk, hasColour } from './io'
import { readLine } from './read-line'
import type { Texts } from './texts'

const flags = { sdkAppId: '--sdk-app-id', ivrId: '--ivr-id' } as const

/** A question that is answered with a line of text. */
interface Question<Value> {
  message: string
  hint?: string
  /** Reads the answer. Throws a `LoaderError` that says what is wrong with it. */
  parse(answer: string): Value
}

/**
 * Completes the settings by asking for what is not known of them. Where nobody can be asked, a missing sdkAppId or ivrId is
 * `answer-missing`, and serverUrl is that of a call centre on this machine. Ctrl-C is `interrupted`, Escape and Ctrl-D are
 * `cancelled`.
 */
export async function ask(
  { sdkAppId, ivrId, serverUrl }: Partial<Settings>,
  mayAsk: boolean,
  language: Language,
  texts: Texts,
  io: CliIo,
): Promise<Settings> {
  if (!mayAsk || !canAsk(io)) {
    if (sdkAppId !== undefined && ivrId !== undefined)
      return { sdkAppId, ivrId, serverUrl: serverUrl ?? DEFAULT_SERVER_URL }
    const missing = [sdkAppId === undefined ? flags.sdkAppId : '', ivrId === undefined ? flags.ivrId : '']
    throw new LoaderError('answer-missing', { flags: missing.filter((flag) => flag !== '').join(', ') })
  }
  const askFor = <Value>(question: Question<Value>) => askLine(question, language, io)
  const server = {
    message: texts.askServerUrl,
    hint: texts.returnAlone.replace('{value}', DEFAULT_SERVER_URL),
    parse: (text: string) => (text.trim() === '' ? DEFAULT_SERVER_URL : parseServerUrl(text)),
  }
  return {
    sdkAppId: sdkAppId ?? (await askFor({ message: texts.askSdkAppId, parse: parseSdkAppId })),
    ivrId: ivrId ?? (await askFor({ message: texts.askIvrId, parse: parseIvrId })),
    serverUrl: serverUrl ?? (await askFor(server)),
  }
}

/** Asks which page gets the entry button; undefined is none. Call it only where somebody can be asked. */
export async function askEntry(pages: readonly string[], texts: Texts, io: CliIo): Promise<string | undefined> {
  const none = { title: texts.entryNone, value: '' }
  const choices = [none, ...pages.map((page) => ({ title: page, value: page }))]
  return (await choose(texts.askEntry, choices, texts.selectHint, io)) || undefined
}

/** Asks which of several mini-programs is meant. Call it only where somebody can be asked. */
export async function askRoot(folders: readonly string[], texts: Texts, io: CliIo): Promise<string> {
  const choices = folders.map((folder) => ({ title: folder, value: folder }))
  return choose(folders.length > 1 ? texts.askRoot : texts.askDeeperRoot, choices, texts.selectHint, io)
}

/** Asks whether to go on; anything but a yes is `cancelled`. Without a terminal it is `answer-missing`. */
export async function askToGoOn(language: Language, texts: Texts, io: CliIo): Promise<void> {
  if (!canAsk(io)) throw new LoaderError('answer-missing', { flags: '--yes' })
  const question = { message: texts.askGoOn, hint: texts.yesOrNo, parse: parseYesOrNo }
  if (!(await askLine(question, language, io))) throw new LoaderError('cancelled')
}

/** Reads a yes or a no, in either language; nothing at all is a no. Throws `yes-or-no`. */
function parseYesOrNo(text: string): boolean {
  const answer = text.trim().normalize('NFKC').toLowerCase()
  if (['y', 'yes', '是', '是的'].includes(answer)) return true
  if (['', 'n', 'no', '否', '不'].includes(answer)) return false
  throw new LoaderError('yes-or-no', { value: text })
}

/** Asks until the answer can be read. */
async function askLine<Value>(
  { message, hint, parse }: Question<Value>,
  language: Language,
  io: CliIo,
): Promise<Value> {
  const colour = hasColour(io.stdout, io.env)
  const paint = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
  const more = hint === undefined ? '' : ` ${paint(90, `(${hint})`)}`
  const prompt = `${paint(36, '?')} ${paint(1, message)}${more} ${paint(90, '›')} `
  const complain = (answer: string) => {
    const problem = problemWith(answer, parse)
    return problem && paint(31, problem.text(language))
  }
  return parse(await readLine(prompt, complain, io))
}

function problemWith(answer: string, parse: (answer: string) => unknown): LoaderError | undefined {
  try {
    parse(answer)
    return undefined
  } catch (error) {
    if (error instanceof LoaderError) return error
    throw error
  }
}
