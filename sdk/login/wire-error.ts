import { isObject } from './is-object'

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
  return typeof code === 'string' && typeof zh === 'string' && typeof en === 'string' ? { code, zh, en } : null
}
