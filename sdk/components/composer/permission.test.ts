import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import { textsOf } from '../../texts/texts'
import { withLeave } from './permission'

const texts = textsOf('en')
const showToast = jest.fn()
const openSetting = jest.fn()
let confirm = true
let modals: string[] = []

beforeEach(() => {
  showToast.mockClear()
  openSetting.mockClear()
  confirm = true
  modals = []
  Object.assign(globalThis, {
    wx: {
      showToast,
      openSetting,
      showModal({ content, success }: { content: string; success(answer: { confirm: boolean }): void }) {
        modals.push(content)
        success({ confirm })
      },
    },
  })
})

const refuse = (errMsg: string) => withLeave('Location', texts, () => Promise.reject({ errMsg }))

describe('what needs the customer’s leave', () => {
  test('is done when nothing stands against it', async () => {
    expect(await withLeave('Location', texts, () => Promise.resolve(7))).toBe(7)
  })
  test('leads to the settings, with the reason, after a refusal', async () => {
    expect(await refuse('chooseLocation:fail auth deny')).toBe(null)
    expect(modals).toEqual(['Location is not allowed. Allow it in the settings, then try again'])
    expect(openSetting).toHaveBeenCalledTimes(1)
    confirm = false
    await refuse('authorize:fail:auth deny')
    expect(openSetting).toHaveBeenCalledTimes(1)
  })
  test.each(['chooseMedia:fail cancel', 'fail privacy permission is not authorized'])(
    'is dropped after %p',
    async (errMsg) => {
      expect(await refuse(errMsg)).toBe(null)
      expect([modals.length, showToast.mock.calls.length]).toEqual([0, 0])
    },
  )
  test('says so when it does not work', async () => {
    await refuse('getImageInfo:fail')
    expect(showToast).toHaveBeenCalledTimes(1)
  })
  test('waits for WeChat’s privacy authorisation where there is one', async () => {
    const asked: string[] = []
    Reflect.set(wx, 'requirePrivacyAuthorize', ({ fail }: { fail(error: { errMsg: string }): void }) => {
      asked.push('privacy')
      fail({ errMsg: 'requirePrivacyAuthorize:fail privacy permission is not authorized' })
    })
    const act = jest.fn(() => Promise.resolve(1))
    expect(await withLeave('Location', texts, act)).toBe(null)
    expect([asked, act.mock.calls.length]).toEqual([['privacy'], 0])
  })
})
