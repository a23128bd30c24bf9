import { transformSync } from 'esbuild'

/** What the oldest phones understand that the chat runs on. */
const TARGET = ['safari10', 'chrome53']

/** Variables that a host may set; all others are the components' own. */
const OWN = /--(?!ccc-)[a-z][\w-]*/g

/**
 * A style sheet with one line for each rule, and with short names for variables that no host sets. All sheets give a
 * variable the same name, since it depends on nothing but the old one.
 * @param names what variables are called, from `shortVariables`; others keep their names
 */
export function leanStyle(text: string, names: ReadonlyMap<string, string> = new Map()): string {
  // values of variables are left alone by whoever reads them as nothing but words
  const tight = text
    .replace(/(--[\w-]+):\s+/g, '$1:')
    .replace(/,[ \t]+/g, ',')
    .replace(/#(\w)\1(\w)\2(\w)\3\b/g, '#$1$2$3')
  return transformSync(tight, { loader: 'css', minify: true, charset: 'utf8', target: TARGET })
    .code.trim()
    .replace(OWN, (name) => names.get(name) ?? name)
    .replace(/^@import"|;@import"/g, (found) => found.replace('"', ' "'))
    .replace(/@media\(/g, '@media (')
    .replace(/\}(?=[^}])/g, '}\n')
    .replace(/(@import [^;]+;)(?=.)/g, '$1\n')
}

/** Short names for the variables that a sheet sets, in the order they come in. */
export const shortVariables = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...new Set([...text.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name = '']) => name))].map((name, index) => [
      name,
      `--c${index.toString(36)}`,
    ]),
  )
