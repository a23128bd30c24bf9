import { describe, expect, test } from '@jest/globals'
import { parseIvrId, parseSdkAppId, parseServerUrl } from './settings'

describe('settings', () => {
  test.each(['', ' ', '0', '-1', '1.5', '1e9', '0x10', 'abc', '9007199254740993', '１２３'])(
    'sdkAppId refuses %j',
    (text) => {
      expect(() => parseSdkAppId(text)).toThrow(expect.objectContaining({ code: 'sdk-app-id-invalid', exitCode: 2 }))
    },
  )

  test.each(['', 'a b', '流程', "a'b", 'a'.repeat(65), '../x'])('ivrId refuses %j', (text) => {
    expect(() => parseIvrId(text)).toThrow(expect.objectContaining({ code: 'ivr-id-invalid', exitCode: 2 }))
  })

  test.each([
    '',
    'example.com',
    'ftp://a.example',
    'https://',
    "https://a.example/'",
    'https://u:p@a.example',
    'https://a.example/?q=1',
    'https://a.example/#x',
    'https://a.example/\\',
    'wss://a.example',
  ])('serverUrl refuses %j', (text) => {
    expect(() => parseServerUrl(text)).toThrow(expect.objectContaining({ code: 'server-url-invalid', exitCode: 2 }))
  })

  test('are trimmed, and a server address loses its trailing slashes', () => {
    expect(parseSdkAppId(' 1400000001\n')).toBe(1400000001)
    expect(parseIvrId(' flow-demo_1 ')).toBe('flow-demo_1')
    expect(parseServerUrl('https://cc.example:8443/base//')).toBe('https://cc.example:8443/base')
  })
})
