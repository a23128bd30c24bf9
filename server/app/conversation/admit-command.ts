import { CccError } from '@ccc-store/core/protocol'
import { COMMAND_BYTES } from '../../config/policy'
import type { AppContext } from '../context'
import { refuseBelowFloor } from '../setup/readiness'

const HOUR_MS = 3_600_000

/**
 * Asked before a customer's command of so many bytes is carried out. On a full disk agents go on: they may end and block what fills it.
 * @throws CccError RATE_LIMITED, MESSAGE_QUOTA, NOT_READY
 */
export async function admitCustomerCommand(context: AppContext, customerId: string, bytes: number): Promise<void> {
  await context.limiter.take('commandsPerCustomer', customerId)
  await refuseBelowFloor(context.freeBytes)
  await takeBytes(context, 'bytesPerCustomer', customerId, bytes)
}

/** Asked before an agent's command of so many bytes is carried out. @throws CccError MESSAGE_QUOTA */
export function admitAgentCommand(context: AppContext, agentId: string, bytes: number): Promise<void> {
  return takeBytes(context, 'bytesPerAgent', agentId, bytes)
}

async function takeBytes(
  { limiter }: AppContext,
  quota: 'bytesPerCustomer' | 'bytesPerAgent',
  personId: string,
  bytes: number,
): Promise<void> {
  const wait = await limiter.tryTake(quota, personId, COMMAND_BYTES + bytes)
  if (wait > 0) throw new CccError('MESSAGE_QUOTA', { hours: Math.ceil(wait / HOUR_MS), retryAfterMs: wait })
}
