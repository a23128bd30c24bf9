/** What WeChat gives a property of a type that names no value. */
const DEFAULTS: Record<string, string> = { String: '""', Number: '0', Boolean: '!1' }

/** Writes `{ type: String, value: '' }` as `String`, which WeChat reads alike; for code without white space. */
export const shortProperties = (code: string): string =>
  code.replace(/\{type:(\w+),value:([^{}]+?)\}/g, (full, type: string, value: string) =>
    DEFAULTS[type] === value ? type : full,
  )
