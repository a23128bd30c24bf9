import { type CustomerServerFrame, type Position, readNewer, type WireError } from '@ccc-store/core/protocol'
import { isObject } from '../../login/is-object'
import { wireError } from '../../login/wire-error'
import type { Platform, PlatformAnswer } from '../../platform/platform'
import { isCustomerServerFrame } from '../check-frame'
import type { TencentSession } from './chat-sdk'

/** An answer, what was refused, or null when there was none. */
export type Answer<T> = { value: T } | { error: WireError } | null

/** What this transport asks of the call centre itself. */
export function createTencentHttp(platform: Platform, base: string) {
  return { join, sync, history }

  function join(token: string, ivrId: string, done: (answer: Answer<TencentSession>) => void): void {
    ask('POST', `/v1/customer/tencent?ivrId=${encodeURIComponent(ivrId)}`, token, sessionOf, done)
  }

  /** The welcome for a position, and when it was read. */
  function sync(
    token: string,
    position: Position | null,
    done: (answer: Answer<{ frame: CustomerServerFrame; at: number }>) => void,
  ): void {
    const query = position ? `?epoch=${encodeURIComponent(position.epoch)}&seq=${position.seq}` : ''
    const read = (body: unknown) => {
      const frame = frameOf(body)
      return frame && isObject(body) ? { frame, at: Number(body.at) } : null
    }
    ask('GET', `/v1/customer/sync${query}`, token, read, done)
  }

  function history(token: string, before: number, done: (answer: Answer<CustomerServerFrame>) => void): void {
    ask('GET', `/v1/customer/history?before=${before}`, token, frameOf, done)
  }

  function ask<T>(
    method: 'GET' | 'POST',
    path: string,
    token: string,
    read: (body: unknown) => T | null,
    done: (answer: Answer<T>) => void,
  ): void {
    platform.request(method, { url: base + path, token }, (answer) => done(answerOf(answer, read)))
  }
}

function answerOf<T>(answer: PlatformAnswer | null, read: (body: unknown) => T | null): Answer<T> {
  if (!answer) return null
  if (answer.status === 200) {
    const value = read(answer.body)
    return value && { value }
  }
  const error = wireError(answer.body)
  return error && { error }
}

function frameOf(body: unknown): CustomerServerFrame | null {
  const frame = readNewer(body)
  return isCustomerServerFrame(frame) ? frame : null
}

function sessionOf(body: unknown): TencentSession | null {
  if (!isObject(body)) return null
  const { sdkAppId, userId, userSig, serviceAccount } = body
  const isWhole = typeof sdkAppId === 'number' && typeof userId === 'string'
  if (!isWhole || typeof userSig !== 'string' || typeof serviceAccount !== 'string') return null
  return { sdkAppId, userId, userSig, serviceAccount }
}
