import { CustomerServerFrame } from '@ccc-store/core/protocol'
import { Value } from '@sinclair/typebox/value'

/**
 * Whether a value from the network is a frame of the protocol. The build replaces this file by the same check compiled
 * ahead of time (`build/compiled-validators.ts`).
 */
export const isCustomerServerFrame = (value: unknown): value is CustomerServerFrame =>
  Value.Check(CustomerServerFrame, value)
