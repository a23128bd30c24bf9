import { describe, expect, test } from '@jest/globals'
import { Fields } from './fields'

const broken = (reason: string) => new Error(`broken ${reason}`)

describe('the fields of something from outside', () => {
  test.each([null, [], 'text', 1])('are not looked for in %j', (value) => {
    expect(() => new Fields(value, broken)).toThrow('broken JSON')
  })
  test('are its own, not those that every object has', () => {
    const fields = new Fields(JSON.parse('{"name":"x","__proto__":{"polluted":"x"}}'), broken)
    expect(fields.string('name')).toBe('x')
    for (const key of ['toString', 'constructor', 'polluted']) {
      expect(fields.get(key)).toBeUndefined()
      expect(() => fields.string(key)).toThrow(`broken ${key}`)
    }
  })
  test('that are paths stay inside', () => {
    const fields = new Fields({ in: 'a/b.js', out: '../b.js', root: '/b.js' }, broken)
    expect(fields.path('in')).toBe('a/b.js')
    expect(() => fields.path('out')).toThrow('broken out')
    expect(() => fields.path('root')).toThrow('broken root')
  })
})
