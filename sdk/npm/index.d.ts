export * from './utils/login'

/** Which call centre and which service flow it is; to be called in `app.js`, before anything else of this package. */
export function configure(values: {
  /** the call centre */
  sdkAppId: number
  /** the service flow customers enter with */
  ivrId: string
  /** address of the call centre, `https://…` */
  serverUrl: string
  /** words of your own, by language: `{ zh: { title: '小店客服' } }` */
  texts?: Record<string, Record<string, string>>
}): void
