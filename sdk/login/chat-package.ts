import type * as api from '../api/api'

/** WeChat's `require`, which also reaches into other packages; these are downloaded first when they are not here. */
declare const require: { async(path: string): Promise<typeof api> }

/** The part of the chat that the main package calls. Rejects when the subpackage cannot be downloaded. */
// async, so that a WeChat without `require.async` rejects too, and throws at nobody
export const chatPackage = async (): Promise<typeof api> => require.async('../ccc/api.js')
