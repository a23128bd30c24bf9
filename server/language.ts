export type Language = 'zh' | 'en'

/** The language of a terminal: `LC_ALL`, `LC_MESSAGES`, `LANG` in POSIX order, then the system's locale. */
export function languageOf(
  env: Readonly<Record<string, string | undefined>>,
  systemLocale = Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || systemLocale
  return /^zh\b|^zh[-_]/i.test(locale) ? 'zh' : 'en'
}
