import { guarded } from '../probe'
import { callMethod, type Fields, fields } from '../record'

/** Thrown inside an API to make it fail as WeChat does; `name:fail` comes before the reason. */
export class ApiFailure extends Error {
  constructor(
    reason: string,
    readonly extra: Fields = {},
  ) {
    super(reason)
  }
}

const failureOf = (name: string, error: unknown): Fields => {
  const reason = error instanceof Error ? error.message : String(error)
  const extra = error instanceof ApiFailure ? error.extra : {}
  return { errMsg: reason ? `${name}:fail ${reason}` : `${name}:fail`, ...extra }
}

/** Calls `success` or `fail`, then `complete`. */
export function answer(options: Fields, outcome: 'success' | 'fail', result: Fields): void {
  guarded(() => callMethod(options, outcome, result))
  guarded(() => callMethod(options, 'complete', result))
}

export const succeed = (name: string, options: Fields, result: Fields = {}) =>
  answer(options, 'success', { errMsg: `${name}:ok`, ...result })

export const fail = (name: string, options: Fields, error: unknown) => answer(options, 'fail', failureOf(name, error))

const hasCallback = (options: Fields) =>
  ['success', 'fail', 'complete'].some((name) => typeof options[name] === 'function')

/** How WeChat words what goes wrong, and the number it gives it. */
const WORDED: Record<string, { why: string; errno?: number }> = {
  cancel: { why: 'cancel' },
  deny: { why: 'auth deny', errno: 103 },
  undeclared: { why: 'api scope is not declared in the privacy agreement', errno: 112 },
  system: { why: 'system permission denied' },
  broken: { why: 'internal error' },
}

/** What fails by the will of the person, as `?fail=setClipboardData:undeclared,operateRecorder:broken` says. */
const failing = new Map(
  (new URLSearchParams(location.search).get('fail') ?? '').split(',').map((one): [string, string] => {
    const [name = '', how = ''] = one.split(':')
    return [name, how]
  }),
)

/** @throws ApiFailure if the interface is to fail */
export function refuseFailing(name: string): void {
  const worded = WORDED[failing.get(name) ?? '']
  if (!worded) return
  const { why, ...number } = worded
  throw new ApiFailure(why, number)
}

/** What a function resolves to; one that only acts returns nothing. */
type Work = (options: Fields) => unknown

/**
 * Makes one of WeChat's asynchronous functions: with a callback in its options it calls that and returns nothing, else
 * it returns a promise.
 * @param work does it and returns what `success` gets beyond `errMsg`, or throws
 */
export const asynchronous =
  (name: string, work: Work) =>
  (given?: unknown): Promise<Fields> | undefined => {
    const options = fields(given)
    const result = Promise.resolve()
      .then(() => {
        refuseFailing(name)
        return work(options)
      })
      .then(
        (outcome): Fields => ({ errMsg: `${name}:ok`, ...fields(outcome) }),
        (error): Promise<Fields> => Promise.reject(failureOf(name, error)),
      )
    if (!hasCallback(options)) return result
    result.then(
      (outcome) => answer(options, 'success', outcome),
      (failure) => answer(options, 'fail', fields(failure)),
    )
    return undefined
  }

/** Several of them, by name. */
export const allAsynchronous = (works: Record<string, Work>): Fields =>
  Object.fromEntries(Object.entries(works).map(([name, work]) => [name, asynchronous(name, work)]))

type Callback = (...parameters: unknown[]) => unknown
const isCallback = (value: unknown): value is Callback => typeof value === 'function'

/** An event of WeChat's: `wx.onX(listener)`, `wx.offX(listener?)`. */
export class ApiEvent<Detail> {
  private readonly listeners = new Set<Callback>()

  readonly on = (listener: unknown): void => {
    if (isCallback(listener)) this.listeners.add(listener)
  }

  /** Without a listener all are removed. */
  readonly off = (listener?: unknown): void => {
    if (isCallback(listener)) this.listeners.delete(listener)
    else this.listeners.clear()
  }

  emit(detail: Detail): void {
    for (const listener of [...this.listeners]) guarded(() => listener(detail))
  }
}
