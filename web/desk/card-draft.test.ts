import { Content } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { Value } from '@sinclair/typebox/value'
import { type CardDraft, emptyCard, readCard } from './card-draft'

const read = (written: Partial<CardDraft>) => readCard({ ...emptyCard(), title: '订单 1', ...written })

describe('a card', () => {
  test('is sent with what was written, without the white space around it', () => {
    const { content } = read({
      type: 'order',
      title: ' 订单 1 ',
      price: '¥9.00',
      status: '待发货',
      description: ' 两件 ',
      picture: ' https://shop.example/1.png ',
      path: '/pages/order/order?id=1',
    })
    expect(content).toEqual({
      kind: 'card',
      card: {
        type: 'order',
        title: '订单 1',
        price: '¥9.00',
        status: '待发货',
        description: '两件',
        picture: 'https://shop.example/1.png',
        path: '/pages/order/order?id=1',
      },
    })
    expect(Value.Check(Content, content)).toBe(true)
  })

  test('needs no more than a title', () => {
    expect(read({ price: ' ' }).content).toEqual({ kind: 'card', card: { type: 'product', title: '订单 1' } })
  })

  test('of a product has no status, though one was written while it was an order', () => {
    expect(read({ status: '待发货' }).content?.card).not.toHaveProperty('status')
  })

  test.each([
    ['pages/order/order?id=1', '/pages/order/order?id=1'],
    ['pages/order/order?at=12:30', '/pages/order/order?at=12:30'],
    ['/pages/order/order', '/pages/order/order'],
    ['plugin://shop/order', 'plugin://shop/order'],
  ])('opens %s from the root of the mini-program', (path, opened) => {
    expect(read({ path }).content?.card.path).toBe(opened)
  })

  test.each([
    ['title', ''],
    ['title', ' '],
    ['title', '长'.repeat(201)],
    ['picture', 'http://shop.example/1.png'],
    ['picture', 'https://shop.example/1 2.png'],
    ['picture', 'https://'],
    ['picture', 'javascript:alert(1)'],
    ['path', 'pages/order order'],
  ] as const)('is not sent when its %s is "%s"', (field, text) => {
    const { faults, content } = read({ [field]: text })
    expect(content).toBeUndefined()
    expect(faults).toEqual({ title: false, picture: false, path: false, [field]: true })
  })
})
