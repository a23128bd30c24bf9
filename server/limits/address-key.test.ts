import { describe, expect, test } from '@jest/globals'
import { addressKey } from './address-key'

describe('addressKey', () => {
  test('is the address itself for IPv4', () => {
    expect(addressKey('203.0.113.7')).toBe('203.0.113.7')
    expect(addressKey('203.0.113.8')).not.toBe(addressKey('203.0.113.7'))
  })

  test.each(['::ffff:203.0.113.7', '::FFFF:203.0.113.7', '::ffff:cb00:7107', '0:0:0:0:0:ffff:203.0.113.7'])(
    'is the IPv4 address for %s, which is one written as IPv6',
    (mapped) => {
      expect(addressKey(mapped)).toBe('203.0.113.7')
    },
  )

  test.each([
    '2001:db8:0:1::',
    '2001:DB8:0:1::1',
    '2001:db8::1:0:0:0:2',
    '2001:0db8:0000:0001:ffff:ffff:ffff:ffff',
    '2001:db8:0:1::1%eth0',
  ])('is the first 64 bits for %s, however it is written', (ip) => {
    expect(addressKey(ip)).toBe('2001:db8:0:1::/64')
  })

  test('differs for the next network', () => {
    expect(addressKey('2001:db8:0:2::1')).toBe('2001:db8:0:2::/64')
  })

  test.each(['', 'unknown', '203.0.113.7:443'])('is the text itself for "%s", which is no address', (text) => {
    expect(addressKey(text)).toBe(text)
  })
})
