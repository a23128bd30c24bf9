/** What Tencent refused a request with, or 0 when it could not be reached. */
export class RestError extends Error {
  override readonly name = 'RestError'

  constructor(
    readonly errorCode: number,
    info: string,
    options?: ErrorOptions,
  ) {
    super(`Tencent Cloud Chat answered ${errorCode}: ${info}`, options)
  }

  /** The signature of the administrator is not accepted (any more). */
  get isSignature(): boolean {
    return [70_001, 70_003, 70_009, 70_013, 70_052].includes(this.errorCode)
  }

  /** An account is not known there yet, or no more. */
  get isAccount(): boolean {
    return [70_107, 20_003, 90_012].includes(this.errorCode)
  }

  /**
   * This message will not be taken however often it is sent: its content was refused, or it is too large or malformed.
   * Anything else (an outage, a rate limit, a bad setting) may pass.
   */
  get isAboutTheMessage(): boolean {
    const { errorCode } = this
    const byCustomer = errorCode >= 120_001 && errorCode <= 130_000
    return byCustomer || [20_006, 80_001, 80_002, 80_004, 90_001, 90_005, 90_007, 90_026, 93_000].includes(errorCode)
  }
}
