import { CccError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { readSettings } from '../../config/read-settings'
import { tencentOptionsOf } from './tencent-options'

const all = {
  CCC_TENCENT_SDK_APP_ID: '1400000002',
  CCC_TENCENT_SECRET_KEY: 'very-secret',
  CCC_TENCENT_CALLBACK_TOKEN: 'also-secret',
}
const optionsOf = (env: Record<string, string>) => tencentOptionsOf(readSettings(env))

describe('the settings of Tencent Cloud Chat', () => {
  test('without any the channel is off', () => {
    expect(optionsOf({})).toBeUndefined()
    expect(optionsOf({ CCC_PUBLIC_URL: 'https://cc.example.com' })).toBeUndefined()
  })

  test('with all that is needed the rest has its defaults; addresses lose their last slash', () => {
    expect(optionsOf({ ...all, CCC_PUBLIC_URL: 'https://cc.example.com/' })).toEqual({
      sdkAppId: 1_400_000_002,
      secretKey: 'very-secret',
      callbackToken: 'also-secret',
      admin: 'administrator',
      serviceAccount: 'ccc-service',
      restUrl: 'https://console.tim.qq.com',
      publicUrl: 'https://cc.example.com',
    })
  })

  test.each(Object.keys(all))('without %s alone the server does not start, and no value is quoted', (name) => {
    const env = Object.fromEntries(Object.entries(all).filter(([each]) => each !== name))
    let error: unknown
    try {
      optionsOf(env)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(CccError)
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', params: { name } })
    expect(String(error)).not.toContain('secret')
  })
})
