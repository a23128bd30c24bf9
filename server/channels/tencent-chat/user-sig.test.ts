import { createHmac } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { UserSigs, userIdOf } from './user-sig'

const read = (userSig: string): Record<string, unknown> => {
  const base64 = userSig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString())
}

describe('UserSigs', () => {
  const sigs = new UserSigs(1_400_000_002, 'the-key', 'administrator')

  test('name the account, the app and their end, and are signed with the key', () => {
    const { userSig, expiresAt } = sigs.forCustomer('customer-1', 3_600_500)
    const doc = read(userSig)
    expect(doc).toMatchObject({ 'TLS.identifier': 'customer-1', 'TLS.sdkappid': 1_400_000_002, 'TLS.ver': '2.0' })
    const [time, expire] = [Number(doc['TLS.time']), Number(doc['TLS.expire'])]
    expect(expire).toBe(3_600)
    expect(Math.abs(expiresAt / 1_000 - time - expire)).toBeLessThan(2)
    const signed = `TLS.identifier:customer-1\nTLS.sdkappid:1400000002\nTLS.time:${time}\nTLS.expire:${expire}\n`
    expect(doc['TLS.sig']).toBe(createHmac('sha256', 'the-key').update(signed).digest('base64'))
  })

  test('are never with the key itself in them', () => {
    expect(JSON.stringify(read(sigs.forCustomer('a', 1_000).userSig))).not.toContain('the-key')
  })

  test('of the administrator are made once, until they are renewed', () => {
    const first = sigs.forAdmin()
    expect(sigs.forAdmin()).toBe(first)
    expect(read(first)).toMatchObject({ 'TLS.identifier': 'administrator' })
  })

  test('a customer’s account has the 32 bytes that Tencent allows', () => {
    expect(userIdOf('2b121502-fad5-4a2e-9d1c-0123456789ab')).toBe('2b121502fad54a2e9d1c0123456789ab')
  })
})
