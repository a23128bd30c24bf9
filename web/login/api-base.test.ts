import { describe, expect, test } from '@jest/globals'
import { apiBase, socketUrl } from './api-base'

describe('the call centre', () => {
  test.each([
    ['https://ccc.example.com/desk/', 'https://ccc.example.com/'],
    ['https://ccc.example.com/desk/index.html?x=1#y', 'https://ccc.example.com/'],
    ['https://example.com/service/desk/', 'https://example.com/service/'],
    ['http://localhost:4173/', 'http://localhost:4173/'],
  ])('of the page %s is at %s', (page, base) => {
    expect(apiBase(page)).toBe(base)
  })

  test('has its socket on the same host, as safe as the page', () => {
    expect(socketUrl('https://ccc.example.com/')).toBe('wss://ccc.example.com/v1/agent/socket')
    expect(socketUrl('http://localhost:7788/')).toBe('ws://localhost:7788/v1/agent/socket')
  })
})
