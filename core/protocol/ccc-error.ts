import { ERRORS, type ErrorCode, type ErrorParams, type ErrorText } from './errors'

/** An error as it crosses a wire: a stable code, and a text for people in both languages. */
export interface WireError {
  code: string
  zh: string
  en: string
  /** The same request may succeed later without a change. An older server never says so. */
  retry?: boolean
  /** How long to wait until then, where the server can tell. */
  retryAfterMs?: number
}

const fill = (template: string, params: ErrorParams): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))

/** The one error class for everything a reader can act on. `status` is the HTTP status of its code. */
export class CccError extends Error {
  override readonly name = 'CccError'

  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${fill(ERRORS[code].en, params)}`, options)
  }

  get status(): number {
    return ERRORS[this.code].status
  }

  /** What may leave the server: no stack, no cause. */
  toWire(): WireError {
    const { zh, en, retry, retryAfterMs: usual }: ErrorText = ERRORS[this.code]
    const { retryAfterMs = usual } = this.params
    return {
      code: this.code,
      zh: fill(zh, this.params),
      en: fill(en, this.params),
      ...(retry && { retry }),
      ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
    }
  }
}
