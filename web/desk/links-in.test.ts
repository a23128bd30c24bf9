import { describe, expect, test } from '@jest/globals'
import { linksIn } from './links-in'

describe('the addresses in a text', () => {
  test('are told apart from the words around them', () => {
    expect(linksIn('见 https://a.example/x?y=1，谢谢')).toEqual([
      { text: '见 ' },
      { text: 'https://a.example/x?y=1', url: 'https://a.example/x?y=1' },
      { text: '，谢谢' },
    ])
  })

  test('do not take the end of the sentence with them', () => {
    expect(linksIn('see http://a.example/b.').map(({ url }) => url)).toEqual([
      undefined,
      'http://a.example/b',
      undefined,
    ])
    expect(linksIn('(http://a.example)').map(({ text }) => text)).toEqual(['(', 'http://a.example', ')'])
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example', 'http://', '没有网址'])(
    '%s is only words',
    (text) => {
      expect(linksIn(text)).toEqual([{ text }])
    },
  )

  test('put together again are the text', () => {
    const text = 'http://a.example http://b.example。x http://c.example/?q=1&r=2'
    expect(
      linksIn(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})
