import type { CustomerCommand } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { customer, refusal, text } from '../testing/entries'
import { FakePlatform } from '../testing/fake-platform'
import { createOutbox } from './outbox'

const send = (id: string): CustomerCommand => ({ t: 'send', id, content: { kind: 'text', text: `text of ${id}` } })
const enter: CustomerCommand = { t: 'enter', id: 'enter' }

function setUp(...ids: string[]) {
  const { storage, stored } = new FakePlatform()
  const outbox = createOutbox(storage)
  outbox.open('c1')
  for (const id of ids) outbox.add(send(id), 1)
  const status = (of = outbox) => of.all.map((item) => `${item.command.id} ${item.status}`)
  /** as after a restart of the mini-program */
  const restarted = (owner = 'c1') => {
    const next = createOutbox(storage)
    next.open(owner)
    return next
  }
  return { outbox, status, restarted, storage, stored }
}

describe('commands', () => {
  test('wait in the order they were given until they are acknowledged', () => {
    const { outbox } = setUp('a', 'b')
    outbox.add(enter, 1)
    expect(outbox.ready().map(({ id }) => id)).toEqual(['a', 'b', 'enter'])
    outbox.acknowledge('a', 9, 0)
    outbox.acknowledge('enter', 9, 0)
    expect(outbox.ready().map(({ id }) => id)).toEqual(['b'])
  })
  test('P2 leave when the log shows them, whether the acknowledgement comes before or after', () => {
    const { outbox, status } = setUp('a', 'b')
    outbox.acknowledge('a', 5, 4)
    expect(status()).toEqual(['a sent', 'b sending'])
    outbox.settle([text(5, 'text of a', customer, 'a'), text(6, 'text of b', customer, 'b')])
    outbox.acknowledge('b', 6, 6)
    expect(status()).toEqual([])
  })
  test('whose entry is already known are done with the acknowledgement', () => {
    const { outbox, status } = setUp('a')
    outbox.acknowledge('a', 5, 60)
    expect(status()).toEqual([])
  })
  test('that are refused say why, and go out again under the same id', () => {
    const { outbox, status } = setUp('a', 'b')
    outbox.refuse('a', refusal)
    expect(outbox.all[0]).toMatchObject({ status: 'failed', error: refusal })
    expect(outbox.ready().map(({ id }) => id)).toEqual(['b'])
    expect(outbox.retry('a', 2)).toBe(true)
    expect(outbox.retry('b', 2)).toBe(false)
    expect(status()).toEqual(['b sending', 'a sending'])
  })
  test('to enter leave nothing behind when they are refused', () => {
    const { outbox, status } = setUp()
    outbox.add(enter, 1)
    outbox.refuse('enter', refusal)
    expect(status()).toEqual([])
  })
})

describe('a reset', () => {
  test('settles what was acknowledged up to its head', () => {
    const { outbox, status } = setUp('a', 'b', 'c')
    outbox.acknowledge('a', 5, 0)
    outbox.acknowledge('b', 70, 0)
    outbox.reset(60, true)
    expect(status()).toEqual(['b sending', 'c sending'])
  })
  test('in a new life of the log sends again what the old one had acknowledged', () => {
    const { outbox, status } = setUp('a')
    outbox.acknowledge('a', 5, 0)
    outbox.reset(60, false)
    expect(status()).toEqual(['a sending'])
  })
})

describe('a restart of the mini-program', () => {
  test('brings back what was unsent and what had failed, with the same ids', () => {
    const { outbox, status, restarted } = setUp('a', 'b', 'c')
    outbox.acknowledge('a', 5, 0)
    outbox.refuse('b', refusal)
    expect(status(restarted())).toEqual(['b failed', 'c sending'])
  })
  test('P10 brings back nothing of another customer, and keeps it for its own', () => {
    const { outbox, status, restarted } = setUp('a')
    expect(status(restarted('c2'))).toEqual([])
    outbox.open('c2')
    expect(status()).toEqual([])
    outbox.open('c1')
    expect(status()).toEqual(['a sending'])
  })
  test('P10 keeps what was written before it was known who writes', () => {
    const { storage, status } = setUp('a')
    const outbox = createOutbox(storage)
    outbox.add(send('b'), 2)
    outbox.open('c1')
    expect(status(outbox)).toEqual(['a sending', 'b sending'])
  })
  test.each([
    '"nonsense"',
    '{}',
    '[null, 1, {"command":{}}]',
    '[{"command":{"t":"send","id":"a","content":{"text":1}},"at":1,"status":"sending"}]',
  ])('survives storage that holds %s', (damaged) => {
    const { stored, status, restarted } = setUp()
    stored.set('ccc-outbox:c1', damaged)
    expect(status(restarted())).toEqual([])
  })
  test('a full storage keeps nobody from talking', () => {
    const outbox = createOutbox({
      read: () => '',
      write: () => {
        throw new Error('exceed max size')
      },
    })
    outbox.open('c1')
    outbox.add(send('a'), 1)
    expect(outbox.ready()).toHaveLength(1)
  })
})
