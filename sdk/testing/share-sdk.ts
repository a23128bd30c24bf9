import { shareSdk } from './built-sdk'

/** jest's globalSetup of the projects whose tests use the built SDK. */
export default shareSdk
