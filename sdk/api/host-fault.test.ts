import { Attributes, Card } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { Value } from '@sinclair/typebox/value'
import { hostFault } from './host-fault'

const told = (values: Record<string, unknown>) => JSON.parse(JSON.stringify(values))
const fine = { type: 'product', title: 'Tea' }
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`name${at}`, 'x']))

describe('what a host hands over', () => {
  test.each<[string, Record<string, unknown>]>([
    ['', fine],
    ['', { type: 'order', title: 'x'.repeat(200), description: 'a\nb', price: '¥1', status: '', path: '/pages/a?b=1' }],
    ['', { ...fine, picture: 'https://example.com/a.png', description: 'x'.repeat(500), price: 'x'.repeat(50) }],
    ['card.type', { type: 'x', title: '' }],
    ['card.type', { title: 'Tea' }],
    ['card.title', { type: 'product' }],
    ['card.title', { type: 'product', title: '' }],
    ['card.title', { type: 'product', title: 'x'.repeat(70_000) }],
    ['card.title', { type: 'product', title: 7 }],
    ['card.price', { ...fine, price: 128 }],
    ['card.price', { ...fine, price: 'x'.repeat(51) }],
    ['card.status', { ...fine, status: null }],
    ['card.description', { ...fine, description: 'x'.repeat(501) }],
    ['card.picture', { ...fine, picture: '/images/a.png' }],
    ['card.picture', { ...fine, picture: `https://${'x'.repeat(2_000)}` }],
    ['card.path', { ...fine, path: '' }],
    ['card.path', { ...fine, path: '/pages/a b' }],
    ['card.url', { ...fine, url: 'https://example.com' }],
  ])('has the fault %p in a card %j, as the protocol has it', (fault, card) => {
    expect(hostFault(told({ card })) ?? '').toBe(fault)
    expect(Value.Check(Card, card)).toBe(fault === '')
  })
  test.each<[string, Record<string, unknown>]>([
    ['', {}],
    ['', { level: 'gold', note: '' }],
    ['', many(20)],
    ['', { ['x'.repeat(50)]: 'x'.repeat(200) }],
    ['attributes.name20', many(21)],
    ['attributes.a', { a: 1 }],
    ['attributes.', { '': 'x' }],
    [`attributes.${'x'.repeat(51)}`, { ['x'.repeat(51)]: 'x' }],
    ['attributes.note', { note: 'x'.repeat(201) }],
  ])('has the fault %p in attributes %j, as the protocol has it', (fault, attributes) => {
    expect(hostFault(told({ attributes })) ?? '').toBe(fault)
    expect(Value.Check(Attributes, attributes)).toBe(fault === '')
  })
  test('may name a field and leave it open', () => {
    const card = { type: 'order' as const, title: 'Tea' }
    Reflect.set(card, 'price', undefined)
    expect(hostFault({ card })).toBeUndefined()
  })
})
