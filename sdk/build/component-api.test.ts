import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { componentApi, componentNames, componentReadme, stylesReadme } from './component-api'

const sdk = resolve(__dirname, '..')
const components = join(sdk, 'components')
const names = componentNames(components)
const api = (name: string) => componentApi(join(components, name), name)

describe.each(names)('the page about %s', (name) => {
  test('says what the source says', () => {
    expect(readFileSync(join(components, name, 'README.md'), 'utf8')).toBe(componentReadme(api(name)))
  })
  test('describes the component, each property, and each event it triggers', () => {
    const { about, properties, events, triggered } = api(name)
    expect(about).not.toBe('')
    expect(properties.filter((property) => property.about === '').map((property) => property.name)).toEqual([])
    expect(events.map((event) => event.name).sort()).toEqual(triggered.sort())
    expect(events.filter((event) => event.about === '')).toEqual([])
  })
})

describe('the looks', () => {
  const tokens = readFileSync(join(sdk, 'styles/tokens.wxss'), 'utf8')
  const styles = names.map((name) => readFileSync(join(components, name, `${name}.wxss`), 'utf8')).join('\n')

  test('are on their page, as the style sheet has them', () => {
    expect(readFileSync(join(sdk, 'styles/README.md'), 'utf8')).toBe(stylesReadme(tokens))
  })
  test('use no variable that the tokens lack, and the tokens have none that nobody uses', () => {
    const defined = new Set([...tokens.matchAll(/^ {2}(--[\w-]+):/gm)].map(([, name]) => name))
    const all = styles + readFileSync(join(sdk, 'styles/form.wxss'), 'utf8') + tokens.split('display: block')[1]
    const used = new Set([...all.matchAll(/[( ]var\((--[\w-]+)\)/g)].map(([, name]) => name))
    expect([...used].filter((name) => !defined.has(name))).toEqual([])
    expect([...defined].filter((name) => !used.has(name))).toEqual([])
  })
  test('name no side that would be wrong from right to left', () => {
    expect(styles).not.toMatch(/(margin|padding)-(left|right):/)
    expect(styles).not.toMatch(/text-align: (left|right)|float:/)
  })
})
