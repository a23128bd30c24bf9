import type { Texts } from './texts/texts'

/** What the loader writes into the main package of a mini-program as `ccc-config.js`. */
declare const config: {
  /** the call centre, as its console shows it */
  sdkAppId: number
  /** the service flow customers enter with */
  ivrId: string
  /** address of the call centre, `https://…` */
  serverUrl: string
  /** how messages travel; `tencent` needs its subpackage, which `ccc-store install --transport tencent` writes */
  transport?: 'socket' | 'tencent'
  /** words of your own, by language: `{ zh: { title: '小店客服' }, ja: { … } }` */
  texts?: Record<string, Partial<Texts>>
}

export default config
