/// <reference path="./tls-sig-api-v2.d.ts" />
// by its file: its package.json names its main twice, which jest's resolver does not read
import { Api } from 'tls-sig-api-v2/TLSSigAPIv2.js'

const ADMIN_SECONDS = 24 * 3_600
/** The administrator's is renewed this long before its end. */
const SPARE_MS = 3_600_000

/** A UserSig, and when it ends (ms since 1970). */
export interface UserSig {
  userSig: string
  expiresAt: number
}

/** Signs UserSigs (tls-sig-api-v2: HMAC-SHA256 under the app's secret key). The library reads the system's clock. */
export class UserSigs {
  private readonly api: Api
  private admin: UserSig | undefined

  constructor(
    sdkAppId: number,
    secretKey: string,
    private readonly adminAccount: string,
  ) {
    this.api = new Api(sdkAppId, secretKey)
  }

  /**
   * @param userId at most 32 bytes
   * @param lifetime ms: a UserSig cannot be taken back, so it must end with the login it was given for
   */
  forCustomer(userId: string, lifetime: number): UserSig {
    return this.sign(userId, Math.max(1, Math.floor(lifetime / 1_000)))
  }

  forAdmin(): string {
    if (!this.admin || this.admin.expiresAt - SPARE_MS < Date.now()) this.renewAdmin()
    return this.admin?.userSig ?? ''
  }

  /** Tencent refused the present one. */
  renewAdmin(): void {
    this.admin = this.sign(this.adminAccount, ADMIN_SECONDS)
  }

  private sign(userId: string, seconds: number): UserSig {
    return { userSig: this.api.genUserSig(userId, seconds), expiresAt: Date.now() + seconds * 1_000 }
  }
}

/** The account of a customer: the customer's id without its dashes, 32 bytes, which is what Tencent allows. */
export const userIdOf = (customerId: string): string => customerId.replaceAll('-', '').slice(0, 32)
