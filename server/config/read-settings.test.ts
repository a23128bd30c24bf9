import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { settingsTable } from './describe-settings'
import { limitsOf } from './limit-settings'
import { DEFAULT_LIMITS, SOCKET_CAPS, UPLOAD_BYTES_PER_DAY } from './policy'
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
    const settings = Object.entries(readSettings({ PATH: '/bin', HOME: '/root' }))
    expect(Object.fromEntries(settings.filter(([name]) => !name.startsWith('CCC_LIMIT_')))).toEqual({
      CCC_DATA_DIR: './data',
      CCC_PORT: 7788,
      CCC_HOST: '127.0.0.1',
      CCC_TRUSTED_PROXIES: '',
      CCC_DEMO: false,
      CCC_DEMO_PUBLIC: false,
      CCC_WECHAT_URL: 'https://api.weixin.qq.com',
      CCC_FLOW_IDLE_HOURS: 24,
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
    ['CCC_LIMIT_COMMANDS', '100'],
    ['CCC_LIMIT_COMMANDS', '0/20'],
    ['CCC_LIMIT_COMMANDS', '100/0'],
    ['CCC_LIMIT_COMMANDS', '-1/20'],
    ['CCC_LIMIT_COMMANDS', ''],
    ['CCC_LIMIT_HISTORY', '9/20'],
    ['CCC_LIMIT_SOCKETS', '1/1'],
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

  test('limits are as in policy.ts unless they are set', () => {
    expect(limitsOf(readSettings({}))).toEqual({
      limits: DEFAULT_LIMITS,
      sockets: SOCKET_CAPS,
      uploads: UPLOAD_BYTES_PER_DAY,
    })
  })

  test.each([
    ['CCC_LIMIT_CUSTOMER_LOGINS', '7/3', 'customerLoginPerAddress'],
    ['CCC_LIMIT_COMMANDS', '7/3', 'commandsPerCustomer'],
    ['CCC_LIMIT_FRAMES', '7/3', 'framesPerSocket'],
    ['CCC_LIMIT_HISTORY', '70/3', 'historyPerPerson'],
    ['CCC_LIMIT_UPLOADS', '7/3', 'uploadsPerPerson'],
    ['CCC_LIMIT_DOWNLOADS', '7/3', 'downloadsPerAddress'],
  ] as const)('%s=%s sets one limit, 0 switches it off', (name, text, limit) => {
    const [points = 0, seconds = 0] = text.split('/').map(Number)
    const { limits } = limitsOf(readSettings({ [name]: text }))
    expect(limits).toEqual({ ...DEFAULT_LIMITS, [limit]: { points, seconds } })
    expect(limitsOf(readSettings({ [name]: '0' })).limits).toEqual({ ...DEFAULT_LIMITS, [limit]: null })
  })

  test('quotas are megabytes a day, sockets are counted; 0 is no limit', () => {
    const read = (value: string) =>
      limitsOf(
        readSettings({
          CCC_LIMIT_CUSTOMER_MB: value,
          CCC_LIMIT_AGENT_MB: value,
          CCC_LIMIT_CUSTOMER_UPLOAD_MB: value,
          CCC_LIMIT_AGENT_UPLOAD_MB: value,
          CCC_LIMIT_SOCKETS: value,
          CCC_LIMIT_SOCKETS_PER_ADDRESS: value,
          CCC_LIMIT_STRANGERS_PER_ADDRESS: value,
        }),
      )
    const daily = { points: 3 * 1_048_576, seconds: 86_400 }
    const some = { total: 3, perAddress: 3, strangersPerAddress: 3 }
    expect(read('3')).toEqual({
      limits: { ...DEFAULT_LIMITS, bytesPerCustomer: daily, bytesPerAgent: daily },
      sockets: { ...SOCKET_CAPS, ...some },
      uploads: { customer: 3 * 1_048_576, agent: 3 * 1_048_576 },
    })
    const none = Number.POSITIVE_INFINITY
    expect(read('0')).toEqual({
      limits: { ...DEFAULT_LIMITS, bytesPerCustomer: null, bytesPerAgent: null },
      sockets: { ...SOCKET_CAPS, total: none, perAddress: none, strangersPerAddress: none },
      uploads: { customer: none, agent: none },
    })
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
