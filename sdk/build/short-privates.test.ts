import { describe, expect, test } from '@jest/globals'
import { privatesIn, shorten } from './short-privates'

describe('private members', () => {
  test('are found where they are declared', () => {
    const source = `class A {
      private a = 1
      b = 2
      constructor(private readonly c: string, readonly d: string) {}
      private get e(): number { return this.a }
      private async f(): Promise<void> {}
    }`
    expect(privatesIn(source)).toEqual(['a', 'c', 'e', 'f'])
  })

  test.each([
    ['class A { name = 1; other = this.name }', 'class A { _0 = 1; other = this._0 }'],
    ['class A { name() { return this.name() + this?.name } }', 'class A { _0() { return this._0() + this?._0 } }'],
    ['class A { get name() { return 1 } }', 'class A { get _0() { return 1 } }'],
    ['const { name, other: name2 } = this', 'const { _0: name, other: name2 } = this'],
    ['const { name: kept } = this', 'const { _0: kept } = this'],
  ])('%s is written %s', (code, short) => {
    expect(shorten(code, ['name'])).toBe(short)
  })

  test.each([
    'const { name } = other',
    'other.name + name',
    "this['other name']",
    '({ name: 1 }).name',
    'this.other.name',
  ])('%s, which is something else, stays', (code) => {
    expect(shorten(code, ['name'])).toBe(code)
  })
})
