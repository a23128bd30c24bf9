const TEXTS = {
  zh: {
    confirm: '确定',
    cancel: '取消',
    back: '返回',
    tabs: '标签栏',
    loading: '加载中',
    settings: '设置',
    allow: '全部允许',
    place: '选择位置',
  },
  en: {
    confirm: 'OK',
    cancel: 'Cancel',
    back: 'Back',
    tabs: 'Tab bar',
    loading: 'Loading',
    settings: 'Settings',
    allow: 'Allow all',
    place: 'Choose a place',
  },
}

/** `zh_CN` or `en`, after the browser's language. */
export const language = (): 'zh_CN' | 'en' => (navigator.language.toLowerCase().startsWith('zh') ? 'zh_CN' : 'en')

/** The simulator's own words, in the browser's language. */
export const texts = () => (language() === 'en' ? TEXTS.en : TEXTS.zh)
