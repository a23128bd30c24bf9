export interface SetDataRecord {
  /** path of the page or component */
  is: string
  /** the data paths that were set */
  keys: string[]
  /** size of the data as JSON in UTF-8 */
  bytes: number
}

/** What a test sees of a running mini-program, as `window.__simulator`. */
export interface Probe {
  /** every setData since the start, in order */
  setData: SetDataRecord[]
  /** errors of the mini-program that nobody caught: in listeners, callbacks, promises; each with its stack */
  errors: string[]
  /** routes of the open pages, the visible one last */
  readonly pageStack: string[]
  /** hides the mini-program as if the phone went to another app */
  background(): void
  /** brings it back */
  foreground(): void
}

/** The records that the runtime fills; `window.__simulator` shows them. */
export const records: Pick<Probe, 'setData' | 'errors'> = { setData: [], errors: [] }

type ErrorListener = (message: string) => void
const errorListeners: ErrorListener[] = []

/** Hears of every error that is recorded. */
export const onRecordedError = (listener: ErrorListener): void => {
  errorListeners.push(listener)
}

/** Records an error that nobody caught, and shows it in the console. */
export function recordError(error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : describe(error)
  records.errors.push(message)
  console.error(error)
  for (const listener of errorListeners) listener(message)
}

function describe(error: unknown): string {
  if (typeof error !== 'object') return String(error)
  return JSON.stringify(error)
}

/** Runs the mini-program's own code; what it throws is recorded, and the simulator goes on. */
export function guarded<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch (error) {
    recordError(error)
    return undefined
  }
}

export function recordUncaught(): void {
  window.addEventListener('error', ({ error, message }) => recordError(error ?? message))
  window.addEventListener('unhandledrejection', ({ reason }) => recordError(reason))
}
