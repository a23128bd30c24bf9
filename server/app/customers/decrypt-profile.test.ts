import { CccError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { checkFreshness, decryptProfile } from './decrypt-profile'

/** The sample that WeChat publishes with its decryption documentation. */
const sample = {
  appId: 'wx4f4bc4dec97d474b',
  sessionKey: 'tiihtNczf5v6AKRyjwEUhQ==',
  iv: 'r7BXXKkLb8qrSNn05n0qiA==',
  encryptedData: [
    'CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS',
    '9uT5geRa0W4oTOb1WT7fJlAC+oNPdbB+3hVbJSRgv+4lGOETKUQz6OYStslQ142d',
    'NCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnEtpyxVLW1zAo6',
    '/1Xx1COxFvrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn',
    '/Hz7saL8xz+W//FRAUid1OksQaQx4CMs8LOddcQhULW4ucetDf96JcR3g0gfRK4P',
    'C7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB6Y5anaHqZ9J6nKEBvB4DnNLIVWSgARns',
    '/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJdNiKdYmYV',
    'oKlaRv85IfVunYzO0IKXsyl7JCUjCpoG20f0a04COwfneQAGGwd5oa+T8yO5hzuy',
    'Db/XcxxmK01EpqOyuxINew==',
  ].join(''),
}
const decrypt = (change: Partial<typeof sample> = {}) => {
  const { encryptedData, iv, sessionKey, appId } = { ...sample, ...change }
  return decryptProfile(encryptedData, iv, sessionKey, appId)
}
const codeOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return error instanceof CccError ? error.code : error
  }
  return 'accepted'
}

describe('decrypting what WeChat encrypted', () => {
  test("WeChat's published sample decrypts", () => {
    expect(decrypt()).toMatchObject({
      openId: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE',
      nickName: 'Band',
      unionId: 'ocMvos6NjeKLIBqg5Mr9QjxrP1FA',
      watermark: { appid: 'wx4f4bc4dec97d474b', timestamp: 1477314187 },
    })
  })

  test('a changed byte is noticed', () => {
    const bytes = Buffer.from(sample.encryptedData, 'base64')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    expect(codeOf(() => decrypt({ encryptedData: bytes.toString('base64') }))).toBe('PROFILE_TAMPERED')
  })

  test.each([
    ['a foreign key', { sessionKey: Buffer.alloc(16, 7).toString('base64') }],
    ['a key that is none', { sessionKey: 'short' }],
    ['a vector that is none', { iv: '' }],
    ['nothing', { encryptedData: '' }],
  ])('%s is refused, not a crash', (_, change) => {
    expect(codeOf(() => decrypt(change))).toBe('PROFILE_TAMPERED')
  })

  test('the watermark of another mini-program is refused', () => {
    expect(codeOf(() => decrypt({ appId: 'wx0000000000000001' }))).toBe('PROFILE_FOREIGN_APP')
  })

  test('a watermark older than ten minutes is refused', () => {
    const profile = decrypt()
    const signedAt = profile.watermark.timestamp * 1_000
    expect(codeOf(() => checkFreshness(profile, signedAt + 600_000))).toBe('accepted')
    expect(codeOf(() => checkFreshness(profile, signedAt + 601_000))).toBe('PROFILE_STALE')
  })
})
