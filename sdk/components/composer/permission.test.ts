import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { wxFailure } from '../../testing/fake-wx'
import { textsOf } from '../../texts/texts'
import { withLeave } from './permission'

const texts = textsOf('en')
const showToast = jest.fn()

beforeEach(() => {
  showToast.mockClear()
  Object.assign(globalThis, { wx: { showToast } })
})

describe('what needs the customer’s leave', () => {
  test('is done when nothing stands against it', async () => {
    expect(await withLeave('Location', texts, () => Promise.resolve(7))).toBe(7)
  })
  test('says so when it does not work', async () => {
    const act = () => Promise.reject(wxFailure('chooseLocation', 'broken'))
    expect(await withLeave('Location', texts, act)).toBe(null)
    expect(showToast).toHaveBeenCalledTimes(1)
  })
  test('waits for WeChat’s privacy authorisation where there is one', async () => {
    const asked: string[] = []
    Reflect.set(wx, 'requirePrivacyAuthorize', ({ fail }: { fail(error: { errMsg: string }): void }) => {
      asked.push('privacy')
      fail(wxFailure('requirePrivacyAuthorize', 'privacy refused'))
    })
    const act = jest.fn(() => Promise.resolve(1))
    expect(await withLeave('Location', texts, act)).toBe(null)
    expect([asked, act.mock.calls.length, showToast.mock.calls.length]).toEqual([['privacy'], 0, 0])
  })
})
