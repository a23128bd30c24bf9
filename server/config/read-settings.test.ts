import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { settingsTable } from './describe-settings'
import { readSettings } from './read-settings'
import { trustedProxiesOf } from './trusted-proxies'

const refusal = (env: Record<string, string>) => {
  try {
    return readSettings(env)
  } catch (error) {
    return error instanceof CccError ? { code: error.code, ...error.params } : error
  }
}

describe('reading the environment', () => {
  test('nothing set is all defaults; other programs’ variables are not ours', () => {
    expect(readSettings({ PATH: '/bin', HOME: '/root' })).toEqual({
      CCC_DATA_DIR: './data',
      CCC_PORT: 7788,
      CCC_HOST: '127.0.0.1',
      CCC_TRUSTED_PROXIES: '',
      CCC_DEMO: false,
      CCC_DEMO_PUBLIC: false,
      CCC_WECHAT_URL: 'https://api.weixin.qq.com',
      CCC_LOG_LEVEL: 'info',
      CCC_PUBLIC_URL: '',
      CCC_TENCENT_SDK_APP_ID: 0,
      CCC_TENCENT_SECRET_KEY: '',
      CCC_TENCENT_CALLBACK_TOKEN: '',
      CCC_TENCENT_ADMIN: 'administrator',
      CCC_TENCENT_SERVICE_ACCOUNT: 'ccc-service',
      CCC_TENCENT_REST_URL: 'https://console.tim.qq.com',
    })
  })

  test('texts become what they mean', () => {
    expect(readSettings({ CCC_PORT: '0', CCC_DEMO: 'true', CCC_LOG_LEVEL: 'warn' })).toMatchObject({
      CCC_PORT: 0,
      CCC_DEMO: true,
      CCC_LOG_LEVEL: 'warn',
    })
  })

  test.each([
    ['CCC_PORT', 'http'],
    ['CCC_PORT', '65536'],
    ['CCC_PORT', '1.5'],
    ['CCC_PORT', ''],
    ['CCC_DEMO', 'maybe'],
    ['CCC_HOST', ''],
    ['CCC_DATA_DIR', ''],
    ['CCC_WECHAT_URL', 'ftp://x'],
    ['CCC_LOG_LEVEL', 'loud'],
    ['CCC_TRUSTED_PROXIES', 'my-proxy'],
  ])('%s=%j is refused by name and value', (name, value) => {
    expect(refusal({ [name]: value })).toMatchObject({
      code: 'CONFIG_INVALID',
      name,
      detail: expect.stringContaining(JSON.stringify(value)),
    })
  })

  test('trusted proxies are addresses and networks, each of which there can be', () => {
    const read = (text: string) => trustedProxiesOf(readSettings({ CCC_TRUSTED_PROXIES: text }))
    expect(read('')).toEqual([])
    expect(read('127.0.0.1,10.0.0.0/8,fd00::/8')).toEqual(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])
    for (const wrong of ['10.0.0', '10.0.0.0/33', '::/129', '1.2.3.4.5']) {
      expect(() => read(wrong)).toThrow('CCC_TRUSTED_PROXIES')
    }
  })

  test('an unknown variable is refused, with the one that was meant', () => {
    expect(refusal({ CCC_DATADIR: 'x' })).toEqual({
      code: 'CONFIG_UNKNOWN',
      name: 'CCC_DATADIR',
      hint: '(→ CCC_DATA_DIR?) ',
    })
    expect(refusal({ CCC_SOMETHING_ELSE: 'x' })).toMatchObject({ code: 'CONFIG_UNKNOWN', hint: '' })
  })

  test.each([
    ['en', 'configuration.md'],
    ['zh', 'configuration.zh-CN.md'],
  ] as const)('the table in the docs (%s) is the one made from the schema', (language, file) => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', file), 'utf8')
    expect(page).toContain(settingsTable(language))
  })
})
