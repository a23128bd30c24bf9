import { describe, expect, test } from '@jest/globals'
import { formatRoute, parseRoute } from './route'

describe('parseRoute', () => {
  test('takes an address from the root or from the current page', () => {
    expect(parseRoute('/pages/a/a').path).toBe('pages/a/a')
    expect(parseRoute('../b/b?x=1', 'pages/a/a')).toEqual({ path: 'pages/b/b', query: { x: '1' } })
    expect(parseRoute('pages/a/a')).toEqual({ path: 'pages/a/a', query: {} })
  })

  test('leaves a query as it is written, as WeChat does', () => {
    expect(parseRoute('/a?name=%E4%BD%A0&sum=1=2&flag').query).toEqual({ name: '%E4%BD%A0', sum: '1=2', flag: '' })
  })

  test('is undone by formatRoute', () => {
    expect(formatRoute(parseRoute('/a/b?x=1&y=2'))).toBe('a/b?x=1&y=2')
  })
})
