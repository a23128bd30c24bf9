import { beforeEach, describe, expect, jest, test } from '@jest/globals'

interface PageOptions {
  data: Record<string, unknown>
  onLoad(query: Record<string, string | undefined>): void
}

const titles: string[] = []
let language = 'zh_CN'

/** Opens the page as WeChat does: registers it, then loads it with the query. */
function open(query: Record<string, string | undefined>): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  Object.assign(globalThis, {
    wx: {
      getAppBaseInfo: () => ({ language }),
      setNavigationBarTitle: ({ title }: { title: string }) => titles.push(title),
    },
    Page(options: PageOptions) {
      Object.assign(data, options.data)
      const page = { setData: (patch: Record<string, unknown>) => Object.assign(data, patch) }
      options.onLoad.call(Object.assign(options, page), query)
    },
  })
  jest.isolateModules(() => {
    require('./index')
  })
  return data
}

beforeEach(() => {
  titles.length = 0
  language = 'zh_CN'
})

describe('the chat page', () => {
  test('enters with the flow its query names, and else with the configured one', () => {
    expect(open({ ivrId: 'after-sales_1' })).toEqual({ ivrId: 'after-sales_1', open: true })
    expect(open({})).toEqual({ ivrId: '', open: true })
  })
  test.each(['../../etc', 'a b', 'x'.repeat(65)])('does not pass on %p, which names no flow', (ivrId) => {
    expect(open({ ivrId })).toEqual({ ivrId: '', open: true })
  })
  test('has a title in the language of the phone', () => {
    open({})
    language = 'en'
    open({})
    expect(titles).toEqual(['在线客服', 'Customer service'])
  })
})
