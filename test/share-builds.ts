import { shareSdk } from '../sdk/testing/built-sdk'
import { shareLoader } from './loader/packed-loader'

/** jest's globalSetup of the tests here: what takes long to build or pack is made once for all of them. */
export default function shareBuilds(): void {
  shareSdk()
  shareLoader()
}
