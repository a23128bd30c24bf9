import { isObject, isText } from './is-object'

/** An error as the server writes it. */
export interface WireError {
  code: string
  zh: string
  en: string
}

/** The `{ error: { code, zh, en } }` in an answer, or null when there is none. */
export function wireError(answer: unknown): WireError | null {
  const error = isObject(answer) && answer.error
  if (!isObject(error)) return null
  const { code, zh, en } = error
  return isText(code) && isText(zh) && isText(en) ? { code, zh, en } : null
}
