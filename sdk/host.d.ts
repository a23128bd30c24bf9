import type config from './ccc-config.js'
import type * as login from './login/login'

/** `ccc/host.js`, written by the loader: the one place where the subpackage reaches into the main package. */
declare const host: {
  config: typeof config
  login: typeof login
  /** fetches the subpackage of the Tencent Cloud Chat transport, where it is installed */
  tencent?: () => Promise<typeof import('./transport/tencent/index')>
}

export default host
