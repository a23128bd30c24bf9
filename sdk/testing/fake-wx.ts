interface Answer {
  statusCode: number
  data: unknown
}

/** One request that the SDK made. */
export interface Posted {
  url: string
  method: string
  data: Record<string, unknown>
  header?: Record<string, string>
}

/** The part of `wx` that logging in needs. `answers` are given in order; with none left the network fails. */
export class FakeWx {
  readonly posted: Posted[] = []
  readonly stored = new Map<string, unknown>()
  answers: Answer[] = []
  language = 'zh_CN'
  codes = 0
  loginFails = false
  /** answers wait until they are released */
  held: (() => void)[] | null = null

  getStorageSync = (key: string): unknown => this.stored.get(key) ?? ''
  setStorageSync = (key: string, value: unknown): void => {
    this.stored.set(key, JSON.parse(JSON.stringify(value)))
  }
  removeStorageSync = (key: string): void => {
    this.stored.delete(key)
  }
  getAccountInfoSync = () => ({ miniProgram: { appId: 'wx0000000000000001' } })
  getAppBaseInfo = () => ({ language: this.language })
  login = ({ success, fail }: { success(result: { code: string }): void; fail(): void }): void => {
    if (this.loginFails) return void fail()
    this.codes += 1
    success({ code: `code-${this.codes}` })
  }
  /** pages that were opened */
  readonly opened: string[] = []
  pageStackIsFull = false
  navigateTo = ({ url, success, fail }: { url: string; success(): void; fail(): void }): void => {
    if (this.pageStackIsFull) return void fail()
    this.opened.push(url)
    success()
  }
  request = (options: Posted & { success?(answer: Answer): void; fail?(): void }): void => {
    const { url, method, data, header } = options
    this.posted.push(header ? { url, method, data: { ...data }, header } : { url, method, data: { ...data } })
    const answer = this.answers.shift()
    const reply = () => (answer ? options.success?.(answer) : options.fail?.())
    if (this.held) this.held.push(reply)
    else reply()
  }
}

/** How WeChat words it when something does not work: after `:fail`, and as `errno` where it gives one. */
const FAILURES = {
  cancelled: { why: ' cancel' },
  refused: { why: ' auth deny', errno: 103 },
  'refused, as older versions say it': { why: ':auth deny' },
  'privacy refused': { why: ' privacy permission is not authorized', errno: 104 },
  undeclared: { why: ' api scope is not declared in the privacy agreement', errno: 112 },
  'undeclared, without a number': { why: ':api scope is not declared in the privacy agreement' },
  system: { why: ' system permission denied' },
  broken: { why: ' internal error' },
} as const

export type WxFailure = keyof typeof FAILURES

/** What `fail` of a function of WeChat's is called with. */
export const wxFailure = (name: string, failure: WxFailure): { errMsg: string; errno?: number } => {
  const { why, ...number } = FAILURES[failure]
  return { errMsg: `${name}:fail${why}`, ...number }
}
