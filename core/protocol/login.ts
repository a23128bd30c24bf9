import { type Static, Type } from '@sinclair/typebox'
import { Id, SdkAppId, Timestamp } from './scalars'

/**
 * Body of `POST /v1/customer/login` (seed page 000: requestLogin).
 * A code alone logs in; encryptedData/iv add the profile and must verify; an openid needs a code or a signature.
 */
export const CustomerLoginRequest = Type.Object(
  {
    sdkAppId: SdkAppId,
    /** which mini-program asks; may be left out when the call centre has only one bound */
    appId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    jsCode: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    encryptedData: Type.Optional(Type.String({ minLength: 1, maxLength: 16_384 })),
    iv: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    openid: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    /** `<unix seconds>.<hex HMAC-SHA256 of "sdkAppId\nopenid\nunix seconds" with the call centre's signing secret>` */
    openidSignature: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  },
  { additionalProperties: false },
)
export type CustomerLoginRequest = Static<typeof CustomerLoginRequest>

export const CustomerLoginResponse = Type.Object({
  token: Type.String(),
  expiresAt: Timestamp,
  customer: Type.Object({
    customerId: Id,
    openid: Type.String(),
    name: Type.Optional(Type.String()),
    avatarUrl: Type.Optional(Type.String()),
  }),
})
export type CustomerLoginResponse = Static<typeof CustomerLoginResponse>

/** Body of `POST /v1/agent/login` and `POST /v1/admin/login`. */
export const AccountLoginRequest = Type.Object(
  {
    account: Type.String({ minLength: 1, maxLength: 128 }),
    password: Type.String({ minLength: 1, maxLength: 256 }),
  },
  { additionalProperties: false },
)
export type AccountLoginRequest = Static<typeof AccountLoginRequest>

export const AccountLoginResponse = Type.Object({
  token: Type.String(),
  expiresAt: Timestamp,
  account: Type.Object({ accountId: Id, name: Type.String(), staffNo: Type.Optional(Type.String()) }),
})
export type AccountLoginResponse = Static<typeof AccountLoginResponse>
