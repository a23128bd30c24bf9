const TEXTS = {
  zh: { confirm: '确定', cancel: '取消', back: '返回', tabs: '标签栏', loading: '加载中' },
  en: { confirm: 'OK', cancel: 'Cancel', back: 'Back', tabs: 'Tab bar', loading: 'Loading' },
}

/** `zh_CN` or `en`, after the browser's language. */
export const language = (): 'zh_CN' | 'en' => (navigator.language.toLowerCase().startsWith('zh') ? 'zh_CN' : 'en')

/** The simulator's own words, in the browser's language. */
export const texts = () => (language() === 'en' ? TEXTS.en : TEXTS.zh)
