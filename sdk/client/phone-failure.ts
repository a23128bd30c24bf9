import { isObject } from '../login/is-object'
import { fill, type Texts } from '../texts/texts'
import { toast } from './toast'

/**
 * Why WeChat did not do what it was asked for. `refused`: by the customer, in WeChat; `system`: WeChat itself may not, on
 * this phone; `undeclared`: the mini-program's privacy agreement does not name it.
 */
export type PhoneFailure = 'cancelled' | 'refused' | 'system' | 'undeclared' | 'broken'

const partsOf = (error: unknown): { name: string; why: string; errno: unknown } => {
  const { errMsg, errno } = isObject(error) ? error : {}
  const [, name = '', why = ''] = /^(?:(\w+):)?\s*(?:fail)?:?(.*)$/s.exec(String(errMsg || '')) || []
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
  const say = (text: string): void => {
    toast(fill(text, { what }))
  }
  if (failure === 'refused') offerSettings(fill(texts.refused, { what }), texts)
  else if (failure === 'system') say(texts.refused)
  else if (failure === 'broken') say(broken)
  else if (failure === 'undeclared') {
    const { name, why } = partsOf(error)
    // what fails is called otherwise than what has to be declared
    const scope = /^auth|Recorder/.test(name) ? 'getRecorderManager' : name
    console.error(
      `[ccc-store] declare wx.${scope} (${/requiredP/.test(why) ? 'requiredPrivateInfos' : '用户隐私保护指引'})`,
    )
    say(texts.unusable)
  }
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
