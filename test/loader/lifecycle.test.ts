import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fastFolder } from './fast-folder'
import { type Fixture, fixtureNamed, installable } from './fixtures'
import { LoaderHost } from './loader-host'
import { makeProject } from './make-project'
import { mutations } from './mutations'
import { CHANGED_FILE, NEWER_LINE, newerLoader } from './newer-loader'
import { install } from './settings'
import { changedPaths, treeOf } from './tree-of'
import { withLoader } from './with-loader'

const loader = withLoader()
const reset = ['reset', '--yes']
const update = ['update', '--yes']
const friendly = mutations.filter(({ refusedWith }) => refusedWith === undefined)

let newer: LoaderHost
beforeAll(() => {
  newer = new LoaderHost(newerLoader(loader.packed()))
})
afterAll(() => newer?.stop())

/** A fixture with customer service in it, and the mutation of its turn, so that all of them get theirs. */
async function makeInstalled(fixture: Fixture) {
  const mutation = friendly[installable.indexOf(fixture) % friendly.length]
  const project = makeProject(fixture, mutation)
  const before = treeOf(project.folder)
  expect((await loader.run(install, project.folder)).code).toBe(0)
  return { ...project, before }
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1')
}

describe.each(installable)('$name', (fixture) => {
  test('an edited file outlives an update, which brings the rest', async () => {
    const { folder, miniprogram } = await makeInstalled(fixture)
    const file = join(miniprogram, CHANGED_FILE)
    appendFileSync(file, '.mine { color: red; }\n')
    appendFileSync(join(miniprogram, 'ccc-config.js'), '// mine\n')
    const edited = treeOf(folder)
    expect(await newer.run([...update, '--dry-run'], folder)).toMatchObject({ code: 0, changes: 0 })
    expect(treeOf(folder)).toEqual(edited)
    expect(await newer.run(update, folder)).toMatchObject({ code: 0, err: '' })
    const merged = readFileSync(file, 'utf8')
    expect([merged.startsWith(NEWER_LINE), merged.endsWith('.mine { color: red; }\n')]).toEqual([true, true])
    expect(readFileSync(join(miniprogram, 'ccc-config.js'), 'utf8')).toMatch(/\/\/ mine\n$/)
    expect(await newer.run(update, folder)).toMatchObject({ code: 0, changes: 0 })
  })

  test('an edited file outlives a reset, which lists it and takes out the rest', async () => {
    const { folder, miniprogram, before } = await makeInstalled(fixture)
    const file = join(miniprogram, 'ccc/host.js')
    appendFileSync(file, '// mine\n')
    const mine = readFileSync(file)
    const { code, out } = await loader.run(reset, folder)
    expect(code).toBe(0)
    expect(out).toMatch(/kept.*ccc\/host\.js/)
    expect(readFileSync(file)).toEqual(mine)
    const left = changedPaths(before, treeOf(folder)).map((path) => join(folder, path))
    expect(left).toEqual([join(miniprogram, 'ccc'), file])
  })

  test('an app.json that was edited elsewhere keeps that edit', async () => {
    const { folder, miniprogram } = await makeInstalled(fixture)
    const path = join(miniprogram, 'app.json')
    const original = makeProject(fixture, friendly[installable.indexOf(fixture) % friendly.length]).miniprogram
    const add = (text: string) => text.replace('"pages"', '"debug": false, "pages"')
    edit(path, add)
    edit(join(original, 'app.json'), add)
    expect((await loader.run(reset, folder)).code).toBe(0)
    expect(readFileSync(path, 'latin1')).toBe(readFileSync(join(original, 'app.json'), 'latin1'))
  })
})

describe('the parts of an installation', () => {
  const plain = fixtureNamed('plain')

  test('a file that both sides changed in one place stays as the user has it, with ours beside it', async () => {
    const { folder, miniprogram } = await makeInstalled(plain)
    const file = join(miniprogram, CHANGED_FILE)
    edit(file, (text) => `/* mine */\n${text}`)
    const mine = readFileSync(file)
    const { code, out } = await newer.run(update, folder)
    expect(code).toBe(0)
    expect(out).toContain(`${CHANGED_FILE}.new`)
    expect(readFileSync(file)).toEqual(mine)
    expect(readFileSync(`${file}.new`, 'utf8').startsWith(NEWER_LINE)).toBe(true)
  })

  test('overwritten files come back with a reset', async () => {
    for (const mutation of mutations.filter(({ refusedWith }) => refusedWith !== undefined)) {
      const { folder } = makeProject(plain, mutation)
      const before = treeOf(folder)
      expect((await loader.run([...install, '--on-conflict', 'overwrite'], folder)).code).toBe(0)
      expect(await loader.run(reset, folder)).toMatchObject({ code: 0, err: '' })
      expect(treeOf(folder)).toEqual(before)
    }
  })

  test.each([
    ['an entry button', ['--entry', 'pages/index/index']],
    ['another place', ['--subpackage', 'packages/service', '--login-path', 'lib/session.js']],
  ])('with %s are taken out again too', async (_, options) => {
    const { folder } = makeProject(plain)
    const before = treeOf(folder)
    expect(await loader.run([...install, ...options], folder)).toMatchObject({ code: 0, err: '' })
    const installed = treeOf(folder)
    expect(await loader.run([...install, ...options], folder)).toMatchObject({ code: 0, changes: 0 })
    expect(treeOf(folder)).toEqual(installed)
    expect(await loader.run(reset, folder)).toMatchObject({ code: 0, err: '' })
    expect(treeOf(folder)).toEqual(before)
  })

  test.each([
    ['update', update],
    ['reset', reset],
  ])('a process killed before any single write of %s leaves what the next one makes whole', async (_, command) => {
    const run = (folder: string, dieAt?: number) =>
      command === update ? newer.run(command, folder, dieAt) : loader.run(command, folder, dieAt)
    const { folder: installed } = await makeInstalled(plain)
    const place = fastFolder()
    const again = (name: string) => {
      cpSync(installed, join(place, name), { recursive: true })
      return join(place, name)
    }
    const measured = again('measured')
    const { changes } = await run(measured)
    const whole = treeOf(measured)
    expect(changes).toBeGreaterThan(5)
    // Of many alike, every third: the loader's own tests stop before each of them.
    for (let at = 1; at <= changes; at += changes > 100 ? 3 : 1) {
      const folder = again(String(at))
      await run(folder, at)
      expect({ at, code: (await run(folder)).code, tree: treeOf(folder) }).toEqual({ at, code: 0, tree: whole })
    }
  })
})
