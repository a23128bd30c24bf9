declare module 'tls-sig-api-v2/TLSSigAPIv2.js' {
  /** Signs for one app of Tencent Cloud Chat. */
  export class Api {
    constructor(sdkAppId: number, secretKey: string)
    /** @param seconds how long the signature is good */
    genUserSig(userId: string, seconds: number): string
  }
}
