import { isObject } from '../login/is-object'
import { fill, type Texts } from '../texts/texts'

/**
 * Why WeChat did not do what it was asked for. `refused`: by the customer, in WeChat; `system`: WeChat itself may not, on
 * this phone; `undeclared`: the mini-program's privacy agreement does not name it.
 */
export type PhoneFailure = 'cancelled' | 'refused' | 'system' | 'undeclared' | 'broken'

/** What the privacy agreement calls it, by the interface that fails; any other by its own name. */
const SCOPES: Record<string, string> = {
  authorize: '麦克风 (scope.record)',
  operateRecorder: '麦克风 (scope.record)',
  chooseMedia: '选中的照片或视频信息',
  chooseMessageFile: '选中的文件',
  chooseLocation: '位置信息',
  setClipboardData: '剪切板',
}

const partsOf = (error: unknown): { name: string; why: string; errno: unknown } => {
  const { errMsg, errno } = isObject(error) ? error : {}
  const [, name = '', why = ''] = /^(?:(\w+):)?\s*(?:fail)?:?(.*)$/s.exec(String(errMsg ?? '')) ?? []
  return { name, why, errno }
}

/**
 * Told by WeChat's general error numbers (`errno`), which older versions do not give, and by what stands after `:fail`:
 * the name of an interface, `authorize` for one, says nothing.
 * @param error what `fail` was called with
 */
export function phoneFailure(error: unknown): PhoneFailure {
  const { why, errno } = partsOf(error)
  if (errno === 112 || /declared/i.test(why)) return 'undeclared'
  // 104: WeChat's own question about privacy was answered with no
  if (errno === 104 || /cancel|privacy/i.test(why)) return 'cancelled'
  if (/system.*(permi|deni|deny)/i.test(why)) return 'system'
  return errno === 103 || /auth|permi|deni|deny/i.test(why) ? 'refused' : 'broken'
}

/**
 * Tells the customer what a failure means to them, and the developers what they have to declare. Whoever only changed
 * their mind is left alone.
 * @param what what was to be used, in the customer's words
 * @param broken what is said where nobody refused anything
 */
export function tellFailure(error: unknown, what: string, texts: Texts, broken = texts.unusable): void {
  const failure = phoneFailure(error)
  if (failure === 'cancelled') return
  if (failure === 'refused') {
    offerSettings(fill(texts.refused, { what }), texts)
    return
  }
  if (failure === 'undeclared') {
    const { name } = partsOf(error)
    console.error(`[ccc-store] wx.${name}: 请在「用户隐私保护指引」中声明 / to be declared: ${SCOPES[name] ?? name}`)
  }
  const text = { system: texts.systemRefused, undeclared: texts.undeclared, broken }[failure]
  wx.showToast({ title: fill(text, { what }), icon: 'none' })
}

function offerSettings(content: string, texts: Texts): void {
  wx.showModal({
    content,
    confirmText: texts.settings,
    cancelText: texts.cancel,
    success({ confirm }) {
      if (confirm) wx.openSetting({ fail() {} })
    },
  })
}
