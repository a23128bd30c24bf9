/** What the loader writes into the main package of a mini-program as `ccc-config.js`. */
declare const config: {
  /** the call centre, as its console shows it */
  sdkAppId: number
  /** the service flow customers enter with */
  ivrId: string
  /** address of the call centre, `https://…` */
  serverUrl: string
}

export default config
