import { useI18n } from 'vue-i18n'
import type { Summary } from '../desk/summary'
import { zh } from '../texts/zh'

const isNamed = (kind: string): kind is keyof typeof zh.kinds => kind in zh.kinds

/** A message in one line: its words, and before them what it is, unless it is but words. */
export function useSummary(): (summary: Summary | { kind: string; text: string }) => string {
  const { t } = useI18n()
  return ({ kind, text }) => {
    if ((kind === 'text' || kind === 'menu') && text !== '') return text
    const name = `[${t(`kinds.${isNamed(kind) ? kind : 'unknown'}`)}]`
    return text === '' ? name : `${name} ${text}`
  }
}
