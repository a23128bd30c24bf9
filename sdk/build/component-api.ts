import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a host may rely on of one component, read from its source. */
export interface ComponentApi {
  name: string
  about: string
  properties: { name: string; type: string; fallback: string; about: string }[]
  events: { name: string; about: string }[]
  /** names of slots; empty for the one without a name */
  slots: string[]
  externalClasses: string[]
  /** events that the script triggers */
  triggered: string[]
}

const words = (comment: string): string => comment.replace(/^\s*\*\s?/gm, '').trim()

/** Names of the folders that hold a component. */
export const componentNames = (root: string): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, `${entry.name}.wxml`)))
    .map(({ name }) => name)
    .sort()

/** Reads script and template of a component; its comments become the descriptions. */
export function componentApi(folder: string, name: string): ComponentApi {
  const script = readFileSync(join(folder, `${name}.ts`), 'utf8')
  const template = readFileSync(join(folder, `${name}.wxml`), 'utf8')
  const head = words(/\/\*\*([\s\S]*?)\*\/\s*Component\(/.exec(script)?.[1]?.split('/**').pop() ?? '')
  const [about = '', ...events] = head.split(/\n?@event /)
  const properties = /\n {2}properties: \{\n([\s\S]*?)\n {2}\},\n/.exec(script)?.[1] ?? ''
  return {
    name,
    about: about.replace(/\n/g, ' '),
    properties: [
      ...properties.matchAll(/(?:\/\*\*([\s\S]*?)\*\/\s*)?^ {4}(\w+): \{ type: (\w+), value: (.+?) \},$/gm),
    ].map(([, comment = '', property = '', type = '', value = '']) => ({
      name: property,
      type,
      fallback: /^('.*'|-?\d+|true|false)$/.test(value) ? value : '',
      about: words(comment).replace(/\n/g, ' '),
    })),
    events: events.map((line) => {
      const [event = '', ...rest] = line.trim().split(/\s/)
      return { name: event, about: rest.join(' ') }
    }),
    slots: [...template.matchAll(/<slot(?: name="([\w-]+)")? \/>/g)].map(([, slot = '']) => slot),
    externalClasses: [...(/externalClasses: \[(.*?)\]/.exec(script)?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map(
      ([, external = '']) => external,
    ),
    triggered: [...new Set([...script.matchAll(/triggerEvent\('(\w+)'/g)].map(([, event = '']) => event))],
  }
}

const cell = (text: string): string => text.replace(/\|/g, '\\|')
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return rows.length === 0 ? '' : [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

/** The page about a component. */
export function componentReadme(api: ComponentApi): string {
  const tag = `ccc-${api.name}`
  const parts = [
    `# ${tag}`,
    api.about,
    `\`\`\`json\n{ "usingComponents": { "${tag}": "/ccc/components/${api.name}/${api.name}" } }\n\`\`\``,
    table(
      ['property', 'type', 'default', 'meaning'],
      api.properties.map(({ name, type, fallback, about }) => [
        `\`${kebab(name)}\``,
        type,
        fallback ? `\`${fallback}\`` : '',
        about,
      ]),
    ),
    table(
      ['event', 'detail'],
      api.events.map(({ name, about }) => [`\`${name}\``, about]),
    ),
    table(
      ['slot', 'place'],
      api.slots.map((slot) => (slot ? [`\`${slot}\``, `at the ${slot}`] : ['(default)', 'at its end'])),
    ),
    table(
      ['external class', 'on'],
      api.externalClasses.map((external) => [`\`${external}\``, `every ${external.replace('-class', '')}`]),
    ),
    'Looks: the variables in [styles](../../styles/README.md). This page is written from the source by `npm run readmes -w sdk`.',
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** The page about the variables of `tokens.wxss`: each with its light and its dark value. */
export function stylesReadme(tokens: string): string {
  const [light = '', dark = ''] = tokens.split('@media')
  const darks = new Map(
    [...dark.matchAll(/var\(--ccc-([\w-]+)-dark, var\(--ccc-[\w-]+, (.+?)\)\);/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
  const rows = [...light.matchAll(/var\(--ccc-([\w-]+), (.+?)\)(?: \* .+?\))?;(?: \/\* (.+?) \*\/)?/g)].map(
    ([, name = '', value = '', about = '']) => [`\`--ccc-${name}\``, value, darks.get(name) ?? '', about],
  )
  return `# Looks

Every colour, radius, size and font is a variable, to be set on \`page\` or on any element around the chat. In dark mode a name with
\`-dark\` at its end is looked for first: \`--ccc-own-dark\`. Three recolour the whole chat: \`--ccc-bg\`, \`--ccc-own\`,
\`--ccc-accent\`. \`--ccc-scale\`, 1 to 1.4, makes words larger; \`ccc-chat\` takes it from WeChat's own font size.

${table(['variable', 'light', 'dark', 'of'], rows)}

This page is written from \`tokens.wxss\` by \`npm run readmes -w sdk\`.
`
}
