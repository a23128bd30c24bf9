import { CccError } from '@ccc-store/core/protocol'

/** Says in whole seconds to people, and to the millisecond to clients, when to try again. */
export const rateLimited = (waitMs: number): CccError =>
  new CccError('RATE_LIMITED', { seconds: Math.ceil(waitMs / 1_000), retryAfterMs: Math.ceil(waitMs) })
