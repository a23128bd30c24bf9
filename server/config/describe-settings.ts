import { KindGuard, type TSchema } from '@sinclair/typebox'
import type { Language } from '../language'
import { isRate } from './limit-settings'
import { Settings } from './settings'

export interface SettingDescription {
  name: string
  values: string
  defaultValue: string
  meaning: string
}

/** Stands for a text that is empty by default. */
const NONE = '—'

/** One row for every environment variable, from the schema that validates them. */
export function describeSettings(language: Language): SettingDescription[] {
  return Object.entries(Settings.properties).map(([name, schema]: [string, TSchema]) => ({
    name,
    values: valuesOf(schema, language),
    defaultValue: schema.default === '' ? NONE : String(schema.default),
    meaning: String(schema[language]),
  }))
}

/** The rows as a Markdown table, for docs/configuration.md. */
export function settingsTable(language: Language): string {
  const head = language === 'zh' ? ['变量', '取值', '默认值', '含义'] : ['Variable', 'Values', 'Default', 'Meaning']
  const rows = describeSettings(language).map((row) => [
    `\`${row.name}\``,
    row.values,
    row.defaultValue === NONE ? NONE : `\`${row.defaultValue}\``,
    row.meaning,
  ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function valuesOf(schema: TSchema, language: Language): string {
  if (KindGuard.IsUnion(schema)) return schema.anyOf.map((member: TSchema) => `\`${member.const}\``).join(', ')
  if (KindGuard.IsInteger(schema)) return `${schema.minimum}–${schema.maximum}`
  if (KindGuard.IsBoolean(schema)) return '`true`, `false`'
  if (isRate(schema.pattern)) return language === 'zh' ? '`次数/秒数`, `0`' : '`times/seconds`, `0`'
  if (schema.pattern?.includes('http')) return '`http://…`, `https://…`'
  return language === 'zh' ? '文本' : 'text'
}
