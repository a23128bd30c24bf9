import { describe, expect, test } from '@jest/globals'
import { hashPassword, randomPassword, verifyPassword } from './passwords'

describe('passwords', () => {
  test('only the right one verifies; the same one hashes differently each time', async () => {
    const hash = await hashPassword('正确的 horse')
    expect(await verifyPassword('正确的 horse', hash)).toBe(true)
    expect(await verifyPassword('wrong', hash)).toBe(false)
    expect(await hashPassword('正确的 horse')).not.toBe(hash)
    expect(hash).not.toContain('horse')
  })

  test('a broken hash verifies nothing', async () => {
    expect(await verifyPassword('', '')).toBe(false)
  })

  test('random ones are long and differ', () => {
    const many = new Set(Array.from({ length: 100 }, randomPassword))
    expect(many.size).toBe(100)
    for (const password of many) expect(password).toMatch(/^[a-zA-Z2-9]{16}$/)
  })
})
