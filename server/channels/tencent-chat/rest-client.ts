import { randomInt } from 'node:crypto'
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Clock } from '../../clock'
import { Pace } from './pace'
import { RestError } from './rest-error'
import type { TencentOptions } from './tencent-options'
import type { UserSigs } from './user-sig'

/** Tencent's default for an app is 200 in any second. */
const PER_SECOND = 180
const TIMEOUT_MS = 10_000
const U32 = 2 ** 32

/** The HTTP status is always 200; ErrorCode tells. */
const Answer = Type.Object({
  ActionStatus: Type.String(),
  ErrorInfo: Type.Optional(Type.String()),
  ErrorCode: Type.Integer(),
})
const Sent = Type.Object({ MsgKey: Type.Optional(Type.String()) })

/** One message element as Tencent's REST API takes it. */
export interface Element {
  MsgType: string
  MsgContent: Record<string, unknown>
}

export interface OutgoingMessage {
  to: string
  elements: readonly Element[]
  /** goes with the message, unseen */
  cloudCustomData?: string
  /** the same numbers are the same message for 120 s; random ones when left out */
  numbers?: { seq: number; random: number }
  /** for who is there now: not kept, not counted as unread */
  isOnlineOnly?: boolean
}

/** Tencent's REST API, as far as it is used here. Every method rejects with a RestError. */
export class RestClient {
  private readonly pace: Pace
  private readonly imported = new Set<string>()

  constructor(
    private readonly options: TencentOptions,
    private readonly sigs: UserSigs,
    clock: Clock,
  ) {
    this.pace = new Pace(clock, PER_SECOND)
  }

  /** Makes an account known there; once for each run of the server. */
  async importAccount(userId: string, again = false): Promise<void> {
    if (this.imported.has(userId) && !again) return
    await this.call('v4/im_open_login_svc/account_import', { UserID: userId }, Answer)
    this.imported.add(userId)
  }

  /** Sends a message from the service account. @returns its MsgKey, which online-only messages do not have */
  async send({ to, elements, cloudCustomData, numbers, isOnlineOnly }: OutgoingMessage): Promise<string | undefined> {
    const body = {
      SyncOtherMachine: 2,
      From_Account: this.options.serviceAccount,
      To_Account: to,
      MsgSeq: numbers?.seq ?? randomInt(U32),
      MsgRandom: numbers?.random ?? randomInt(U32),
      MsgBody: elements,
      ...(isOnlineOnly && { MsgLifeTime: 0 }),
      ...(cloudCustomData !== undefined && { CloudCustomData: cloudCustomData }),
    }
    const { MsgKey } = await this.withAccount(to, () => this.call('v4/openim/sendmsg', body, Sent))
    return MsgKey
  }

  /** Takes a message back, whoever of the two sent it. */
  async withdraw(from: string, to: string, msgKey: string): Promise<void> {
    const body = { From_Account: from, To_Account: to, MsgKey: msgKey }
    await this.call('v4/openim/admin_msgwithdraw', body, Answer)
  }

  private async withAccount<T>(userId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RestError && error.isAccount)) throw error
      await this.importAccount(this.options.serviceAccount, true)
      await this.importAccount(userId, true)
      return work()
    }
  }

  private async call<T extends TSchema>(path: string, body: object, schema: T): Promise<Static<T>> {
    try {
      return await this.post(path, body, schema)
    } catch (error) {
      if (!(error instanceof RestError && error.isSignature)) throw error
      this.sigs.renewAdmin()
      return this.post(path, body, schema)
    }
  }

  private async post<T extends TSchema>(path: string, body: object, schema: T): Promise<Static<T>> {
    await this.pace.turn()
    const { sdkAppId, admin, restUrl } = this.options
    const query = new URLSearchParams({
      sdkappid: String(sdkAppId),
      identifier: admin,
      usersig: this.sigs.forAdmin(),
      random: String(randomInt(U32)),
      contenttype: 'json',
    })
    let answer: unknown
    try {
      const response = await fetch(`${restUrl}/${path}?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      answer = await response.json()
    } catch {
      // the cause may quote the address, and with it the signature
      throw new RestError(0, 'not reachable')
    }
    if (!Value.Check(Answer, answer)) throw new RestError(0, 'an answer that is not understood')
    if (answer.ActionStatus !== 'OK' || answer.ErrorCode !== 0) {
      throw new RestError(answer.ErrorCode, answer.ErrorInfo ?? '')
    }
    if (!Value.Check(schema, answer)) throw new RestError(0, 'an answer that is not understood')
    return answer
  }
}
