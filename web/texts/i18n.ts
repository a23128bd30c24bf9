import { createI18n } from 'vue-i18n'
import { en } from './en'
import { zh } from './zh'

export type Language = 'zh' | 'en'

/** @param system the browser's language: `zh-CN`, `en-GB` … */
export const languageOf = (system: string): Language => (/^zh/i.test(system) ? 'zh' : 'en')

export const i18n = createI18n({
  legacy: false,
  locale: languageOf(navigator.language),
  fallbackLocale: 'en',
  messages: { zh, en },
})
