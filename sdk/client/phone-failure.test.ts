import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { type WxFailure, wxFailure } from '../testing/fake-wx'
import { textsOf } from '../texts/texts'
import { type PhoneFailure, phoneFailure, tellFailure } from './phone-failure'

const texts = textsOf('en')
let toasts: string[] = []
let modals: string[] = []
let settings = 0
let confirm = true

beforeEach(() => {
  toasts = []
  modals = []
  settings = 0
  confirm = true
  Object.assign(globalThis, {
    wx: {
      showToast: ({ title }: { title: string }) => toasts.push(title),
      openSetting: () => {
        settings += 1
      },
      showModal({ content, success }: { content: string; success(answer: { confirm: boolean }): void }) {
        modals.push(content)
        success({ confirm })
      },
    },
  })
})
afterEach(() => {
  jest.restoreAllMocks()
})

const console_ = () => jest.spyOn(console, 'error').mockImplementation(() => {})

describe('a failure of WeChat', () => {
  test.each<[WxFailure, PhoneFailure]>([
    ['cancelled', 'cancelled'],
    ['refused', 'refused'],
    ['refused, as older versions say it', 'refused'],
    ['privacy refused', 'cancelled'],
    ['undeclared', 'undeclared'],
    ['undeclared, without a number', 'undeclared'],
    ['system', 'system'],
    ['broken', 'broken'],
  ])('that is %s is read as %s, whatever the interface is called', (failure, read) => {
    for (const name of ['authorize', 'chooseLocation', 'cancelPrivacyAuth']) {
      expect(phoneFailure(wxFailure(name, failure))).toBe(read)
    }
  })
  test.each([
    ['fail privacy permission is not authorized', 'cancelled'],
    ['authorize:fail 系统错误，错误码：-12001', 'broken'],
    ['chooseLocation:fail the api need to be declared in the requiredPrivateInfos field in app.json', 'undeclared'],
    ['operateRecorder:fail NotFoundError: no microphone\nwas found', 'broken'],
  ])('in the words %p is %s', (errMsg, read) => {
    expect(phoneFailure({ errMsg })).toBe(read)
  })
  test.each([undefined, null, 'text', {}, { errMsg: 7 }])('that says nothing, %p, is one of the system', (error) => {
    expect(phoneFailure(error)).toBe('broken')
  })
})

describe('the customer', () => {
  const tell = (failure: WxFailure, broken?: string) =>
    tellFailure(wxFailure('setClipboardData', failure), 'The clipboard', texts, broken)

  test('is led to the settings after a refusal', () => {
    tell('refused')
    confirm = false
    tell('refused')
    expect(modals[0]).toBe('The clipboard: please allow it in the settings')
    expect([modals.length, settings, toasts]).toEqual([2, 1, []])
  })
  test('who changed their mind is left alone', () => {
    tell('cancelled')
    tell('privacy refused')
    expect([modals, toasts]).toEqual([[], []])
  })
  test('is told what cannot be used here, and the developers which scope to declare', () => {
    const error = console_()
    tell('undeclared')
    expect(toasts).toEqual(['The clipboard cannot be used now'])
    expect(error.mock.calls).toEqual([[expect.stringMatching(/wx\.setClipboardData.*用户隐私保护指引/)]])
  })
  test.each([
    [
      'operateRecorder:fail api scope is not declared in the privacy agreement',
      /wx\.getRecorderManager \(用户隐私保护指引\)/,
    ],
    [
      'chooseLocation:fail the api need to be declared in the requiredPrivateInfos field in app.json/ext.json',
      /wx\.chooseLocation \(requiredPrivateInfos\)/,
    ],
  ])('names for %s what to declare, and where', (errMsg, told) => {
    const error = console_()
    tellFailure({ errMsg }, 'It', textsOf('en'))
    expect(error.mock.calls).toEqual([[expect.stringMatching(told)]])
  })
  test('is told what is for the phone, and what does not work', () => {
    const error = console_()
    tell('system')
    tell('broken')
    tell('broken', 'Cannot be opened')
    expect(toasts).toEqual([
      'The clipboard: please allow it in the settings',
      'The clipboard cannot be used now',
      'Cannot be opened',
    ])
    expect(error).not.toHaveBeenCalled()
  })
})
