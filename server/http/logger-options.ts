/** What a log line is masked of, wherever in it: a query may hold what opens something, a token always does. */
const SECRETS: readonly [RegExp, string][] = [
  [/(\/[\w%./:-]*)\?[^\s"\\]*/g, '$1?…'],
  [/\b(Bearer|Basic) [\w.~+/=-]+/gi, '$1 …'],
]

/**
 * How the server logs. Nothing that opens something is written, at whatever level and by whoever logs: the parts that are
 * known to hold it are left out, and each line is masked before it is written.
 */
export const loggerOptions = (level: string) => ({
  level,
  redact: ['headers', 'authorization', 'cookie'].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  serializers: {
    req: ({ method, url, ip }: { method: string; url: string; ip: string }) => ({ method, path: pathOf(url), ip }),
    path: pathOf,
    url: pathOf,
  },
  hooks: { streamWrite: maskSecrets },
})

/** @param line of the log, as text */
export const maskSecrets = (line: string): string =>
  SECRETS.reduce((masked, [pattern, instead]) => masked.replace(pattern, instead), line)

const pathOf = (url: unknown): string => String(url).split('?', 1)[0] ?? ''
