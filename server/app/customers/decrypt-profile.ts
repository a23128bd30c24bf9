import { createDecipheriv } from 'node:crypto'
import { CccError } from '@ccc-store/core/protocol'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

/** What WeChat encrypts. Since 2022 it carries no openId, and the name and avatar are the same for everyone. */
const Profile = Type.Object({
  openId: Type.Optional(Type.String()),
  unionId: Type.Optional(Type.String()),
  nickName: Type.Optional(Type.String()),
  avatarUrl: Type.Optional(Type.String()),
  watermark: Type.Object({ appid: Type.String(), timestamp: Type.Integer() }),
})
export type Profile = Static<typeof Profile>

/**
 * Decrypts `encryptedData` (WeChat: AES-128-CBC, PKCS#7, the base64 session key) and checks whose it is.
 * @throws CccError PROFILE_TAMPERED, PROFILE_FOREIGN_APP
 */
export function decryptProfile(encryptedData: string, iv: string, sessionKey: string, appId: string): Profile {
  let plain: unknown
  try {
    const decipher = createDecipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), Buffer.from(iv, 'base64'))
    const bytes = Buffer.concat([decipher.update(Buffer.from(encryptedData, 'base64')), decipher.final()])
    plain = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new CccError('PROFILE_TAMPERED')
  }
  if (!Value.Check(Profile, plain)) throw new CccError('PROFILE_TAMPERED')
  if (plain.watermark.appid !== appId) throw new CccError('PROFILE_FOREIGN_APP', { appId: plain.watermark.appid })
  return plain
}

/** A profile is taken right before it is sent; what is older was kept, and may be a replay. */
export const PROFILE_MAX_AGE_SECONDS = 600

/** @throws CccError PROFILE_STALE */
export function checkFreshness(profile: Profile, now: number): void {
  if (Math.abs(now / 1_000 - profile.watermark.timestamp) > PROFILE_MAX_AGE_SECONDS) {
    throw new CccError('PROFILE_STALE', { seconds: PROFILE_MAX_AGE_SECONDS })
  }
}
