/**
 * The system's code of an error, such as `EEXIST`. It does not ask for `instanceof Error`: an error of Node's own may come
 * from another realm.
 */
export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
