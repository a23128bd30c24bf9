import { removeSharedSdk } from '../sdk/testing/built-sdk'
import { removeSharedLoader } from './loader/packed-loader'

/** jest's globalTeardown beside `share-builds.ts`. */
export default function removeSharedBuilds(): void {
  removeSharedSdk()
  removeSharedLoader()
}
