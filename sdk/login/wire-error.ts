import { isObject, isText } from './is-object'

/** An error as the server writes it. */
export interface WireError {
  code: string
  zh: string
  en: string
  /** The same request may succeed later without a change. */
  retry?: boolean
  retryAfterMs?: number
}

/** The `{ error: { code, zh, en, … } }` in an answer, or null when there is none. */
export function wireError(answer: unknown): WireError | null {
  const error = isObject(answer) && answer.error
  return isWireError(error) ? error : null
}

export const isWireError = (error: unknown): error is WireError =>
  isObject(error) && isText(error.code) && isText(error.zh) && isText(error.en)
