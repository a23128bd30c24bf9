export type Language = 'zh' | 'en'

/**
 * The language a terminal speaks: `LC_ALL`, `LC_MESSAGES` and `LANG` in POSIX order, then the system's locale.
 * Chinese in any script counts as Chinese; everything else is answered in English.
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>, systemLocale: string): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || systemLocale
  return /^zh\b|^zh[-_]/i.test(locale) ? 'zh' : 'en'
}
