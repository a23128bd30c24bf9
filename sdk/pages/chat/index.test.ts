import { beforeEach, describe, expect, jest, test } from '@jest/globals'

interface PageOptions {
  data: Record<string, unknown>
  onLoad(query: Record<string, string | undefined>): void
}

const titles: string[] = []
let language = 'zh_CN'
let version = '3.0.0'

/** Opens the page as WeChat does: registers it, then loads it with the query. */
function open(query: Record<string, string | undefined>): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  Object.assign(globalThis, {
    wx: {
      getAppBaseInfo: () => ({ language, SDKVersion: version }),
      setNavigationBarTitle: ({ title }: { title: string }) => titles.push(title),
    },
    Page(options: PageOptions) {
      Object.assign(data, options.data)
      const page = { setData: (patch: Record<string, unknown>) => Object.assign(data, patch) }
      options.onLoad.call(Object.assign(options, page), query)
    },
  })
  jest.isolateModules(() => {
    jest.doMock('../../host.js', () => ({ config: {} }), { virtual: true })
    require('./index')
  })
  return data
}

beforeEach(() => {
  titles.length = 0
  language = 'zh_CN'
  version = '3.0.0'
})

describe('the chat page', () => {
  test('enters with the flow its query names, and else with the configured one', () => {
    expect(open({ ivrId: 'after-sales_1' })).toMatchObject({ ivrId: 'after-sales_1', open: true })
    expect(open({})).toMatchObject({ ivrId: '', open: true })
  })
  test.each(['../../etc', 'a b', 'x'.repeat(65)])('does not pass on %p, which names no flow', (ivrId) => {
    expect(open({ ivrId })).toMatchObject({ ivrId: '', open: true })
  })
  test.each([
    ['2.19.9', false],
    ['2.9.4', false],
    ['2.20.0', false],
    ['2.20.1', true],
    ['2.21.0', true],
    ['3.0', true],
  ])('on base library %s: opens is %p, and says so otherwise', (installed, opens) => {
    version = installed
    expect(open({})).toMatchObject({ open: opens, old: opens ? '' : '请升级微信后使用在线客服' })
  })
  test('has a title in the language of the phone', () => {
    open({})
    language = 'en'
    open({})
    expect(titles).toEqual(['在线客服', 'Customer service'])
  })
})
