import { describe, expect, test } from '@jest/globals'
import { privatesIn, withClosures } from './closures'

const source = `
export class Counter {
  constructor(step, told) {
    this.step = step
    this.label = 'n'
    this.count = 0
    this.log = [step]
    const start = { step }
    this.end = start.step * 10
    told(this)
  }
  get isFull() { return this.count >= this.end }
  get left() { return this.end - this.count }
  add() {
    const { step, count: before } = this
    const run = (by) => { this.count += by }
    run(step)
    this.note(before)
    return this.isFull ? this.label : this.left
  }
  note(before) { this.log.push(before, this.count) }
  async later() { return this.add() }
}`

const privates = new Map([['Counter', new Set(['step', 'count', 'log', 'note', 'left'])]])

/** Runs a module that exports one class or function, and gives what it makes. */
function made(code: string, ...given: unknown[]) {
  const Counter = new Function(`${code.replace('export ', '')}\nreturn Counter`)()
  return new Counter(...given)
}

describe('a class written as a closure', () => {
  const code = withClosures(source, privates)

  test('does what the class does', async () => {
    for (const text of [source, code]) {
      const told: unknown[] = []
      const counter = made(text, 2, (it: unknown) => told.push(it))
      expect(told).toEqual([counter])
      expect(counter.add()).toBe(18)
      expect(counter.isFull).toBe(false)
      expect(await counter.later()).toBe(16)
      counter.end = 6
      expect(counter.add()).toBe('n')
      expect(counter.isFull).toBe(true)
    }
  })
  test('shows nobody what is private', () => {
    expect(Object.keys(made(source, 2, () => {}))).toContain('count')
    expect(Object.keys(made(code, 2, () => {})).sort()).toEqual(['add', 'end', 'isFull', 'label', 'later'])
  })
  test('shares nothing with another one', () => {
    const [one, two] = [made(code, 1, () => {}), made(code, 1, () => {})]
    one.add()
    expect([one.add(), two.add()]).toEqual([8, 9])
  })
  test('has no "this" left', () => {
    expect(code.replaceAll('$this', '')).not.toContain('this')
  })
  test('is not made of one that extends another, is static, or has a second "this"', () => {
    const write = (text: string) => withClosures(text, new Map([['A', new Set(['a'])]]))
    expect(() => write('class A extends B {}')).toThrow('A extends a class')
    expect(() => write('class A { static { f() } }')).toThrow('a member that no closure can have')
    expect(() => write('class A { b() { return function () { return this.a } } }')).toThrow('another "this"')
    expect(() => write('class A { b() { const { a = 1 } = this } }')).toThrow('no closure has')
  })
  test('is only made of those that have something private', () => {
    expect(withClosures('class B { a() { return this } }', privates)).toBe('class B { a() { return this } }')
  })
})

describe('private members', () => {
  test('are found where they are declared', () => {
    const members = `
      private a = 1
      b = 2
      constructor(private readonly c: string, readonly d: string) {}
      private get e(): number { return this.a }
      private async f(): Promise<void> {}`
    const found = privatesIn(`class A {${members}}\nclass B { a = 1 }`)
    expect([...found]).toEqual([['A', new Set(['a', 'c', 'e', 'f'])]])
  })
})
