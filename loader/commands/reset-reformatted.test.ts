import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { unflushedDisk } from '../testing/failing-file-system'
import { makePayload, makeProject, someSettings } from '../testing/project'
import { type InstallRequest, runInstall } from './install'
import { runReset } from './reset'

const payloadDir = makePayload({
  'ccc-entry/ccc-entry.js': 'Component({})\n',
  'ccc-tencent/pages/blank/index.js': 'Page({})\n',
})
const install = (cwd: string, options: Partial<InstallRequest> = {}) =>
  runInstall({ cwd, given: someSettings, complete: () => someSettings, payloadDir, files: unflushedDisk, ...options })

const read = (project: string, path: string) => readFileSync(join(project, path), 'utf8')
const page = 'pages/home/index'

/** What formatters, and people, make of the same values. */
const formats: [string, (value: object) => string][] = [
  ['one line', (value) => JSON.stringify(value)],
  ['tabs', (value) => JSON.stringify(value, null, '\t')],
  ['four spaces and CRLF', (value) => JSON.stringify(value, null, 4).replaceAll('\n', '\r\n')],
  ['lists on one line', (value) => JSON.stringify(value, null, 2).replace(/\[\s+("[^"]*")\s+\]/g, '[$1]')],
  [
    'keys in order',
    (value) => JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? 1 : -1)))),
  ],
]

describe.each(formats)('reset after a formatter made %s', (_, format) => {
  const reformat = (project: string, path: string) =>
    writeFileSync(join(project, path), format(JSON.parse(read(project, path))))

  test.each<[string, object]>([
    ['no list of subpackages', { pages: [page], window: {} }],
    ['an empty one', { pages: [page], subPackages: [] }],
    ['one in lower case', { pages: [page], subpackages: [{ root: 'x', pages: ['y'] }] }],
  ])('leaves of app.json what there was: %s', async (_, app) => {
    for (const transport of ['socket', 'tencent'] as const) {
      const project = makeProject({ 'app.json': JSON.stringify(app, null, 2) })
      await install(project, { transport })
      reformat(project, 'app.json')
      expect((await runReset({ cwd: project })).notes).toEqual([])
      expect(JSON.parse(read(project, 'app.json'))).toEqual(app)
    }
  })

  test('keeps the list that was made for ours when the user has put something into it', async () => {
    const project = makeProject()
    await install(project)
    const app = JSON.parse(read(project, 'app.json'))
    const own = { root: 'goods', pages: ['list'] }
    writeFileSync(join(project, 'app.json'), format({ ...app, subPackages: [...app.subPackages, own] }))
    await runReset({ cwd: project })
    expect(JSON.parse(read(project, 'app.json')).subPackages).toEqual([own])
  })

  test.each<[string, object]>([
    ['no components', { navigationBarTitleText: '首页' }],
    ['none in its object', { usingComponents: {} }],
    ['its own', { usingComponents: { card: '/card' } }],
  ])('leaves of the JSON of the entry page what there was: %s', async (_, json) => {
    const project = makeProject({ [`${page}.json`]: JSON.stringify(json, null, 2) })
    await install(project, { entry: page })
    reformat(project, `${page}.json`)
    await runReset({ cwd: project })
    expect(JSON.parse(read(project, `${page}.json`))).toEqual(json)
  })

  test.each(['<ccc-entry/>', '<ccc-entry></ccc-entry>', '<ccc-entry\n/>'])(
    'takes the button out of the page as %j',
    async (tag) => {
      const project = makeProject({ 'app.json': '{"pages":["a"]}', 'a.js': 'Page({})', 'a.wxml': '<view/>' })
      await install(project, { entry: 'a' })
      writeFileSync(join(project, 'a.wxml'), read(project, 'a.wxml').replace('<ccc-entry />', tag))
      expect((await runReset({ cwd: project })).notes).toEqual([])
      expect(read(project, 'a.wxml')).toBe('<view/>')
    },
  )

  test('leaves no empty list under the other name that WeChat reads', async () => {
    const project = makeProject({ 'app.json': '{"pages":["a"]}', 'a.js': 'Page({})', 'a.wxml': '<view/>' })
    await install(project)
    writeFileSync(join(project, 'app.json'), read(project, 'app.json').replace('subPackages', 'subpackages'))
    await runReset({ cwd: project })
    expect(JSON.parse(read(project, 'app.json'))).toEqual({ pages: ['a'] })
  })

  test('removes the JSON that a page was given for the button', async () => {
    const project = makeProject({ 'app.json': '{"pages":["a"]}', 'a.js': 'Page({})', 'a.wxml': '<view/>' })
    await install(project, { entry: 'a' })
    reformat(project, 'a.json')
    expect((await runReset({ cwd: project })).notes).toEqual([])
    expect(existsSync(join(project, 'a.json'))).toBe(false)
  })

  test('takes ours out of it when the user has written to it, and says that it stays', async () => {
    const project = makeProject({ 'app.json': '{"pages":["a"]}', 'a.js': 'Page({})', 'a.wxml': '<view/>' })
    await install(project, { entry: 'a' })
    writeFileSync(join(project, 'a.json'), format({ ...JSON.parse(read(project, 'a.json')), disableScroll: true }))
    expect((await runReset({ cwd: project })).notes).toEqual([{ kind: 'kept', path: 'a.json' }])
    expect(JSON.parse(read(project, 'a.json'))).toEqual({ disableScroll: true })
  })
})

describe('reset after paths were spelled in another way', () => {
  test.each(['./ccc', 'ccc/', '/ccc', './ccc/'])(
    'takes the subpackage out where its root is spelled %j',
    async (root) => {
      const app = { pages: [page], window: {} }
      for (const transport of ['socket', 'tencent'] as const) {
        const project = makeProject({ 'app.json': JSON.stringify(app, null, 2) })
        await install(project, { transport })
        const installed = JSON.parse(read(project, 'app.json'))
        for (const each of installed.subPackages) {
          each.root = root.replace('ccc', each.root)
          each.pages = each.pages.map((path: string) => `/${path}`)
        }
        writeFileSync(join(project, 'app.json'), JSON.stringify(installed))
        expect((await install(project)).modified).toEqual([])
        expect((await runReset({ cwd: project })).notes).toEqual([])
        expect(JSON.parse(read(project, 'app.json'))).toEqual(app)
      }
    },
  )

  test('takes the button out where its component is spelled from the page', async () => {
    const json = { navigationBarTitleText: '首页' }
    const project = makeProject({ [`${page}.json`]: JSON.stringify(json) })
    await install(project, { entry: page })
    const spelled = { ...json, usingComponents: { 'ccc-entry': '../../ccc-entry/ccc-entry' } }
    writeFileSync(join(project, `${page}.json`), JSON.stringify(spelled))
    expect((await install(project)).modified).toEqual([])
    expect((await runReset({ cwd: project })).notes).toEqual([])
    expect(JSON.parse(read(project, `${page}.json`))).toEqual(json)
  })
})
