import { removeSharedSdk } from './built-sdk'

/** jest's globalTeardown beside `share-sdk.ts`. */
export default removeSharedSdk
