import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { makePayload, makeProject, someSettings, treeOf } from '../testing/project'
import { runInstall } from './install'
import { runReset } from './reset'
import { runUpdate } from './update'

const lines = (...changed: [number, string][]) =>
  `${Array.from({ length: 12 }, (_, index) => changed.find(([at]) => at === index)?.[1] ?? `// line ${index}`).join('\n')}\n`

let old: string
let newer: string

beforeAll(() => {
  old = makePayload({ 'ccc/host.js': lines(), 'ccc/lib/gone.js': '// gone\n' })
  newer = makePayload({
    'ccc/host.js': lines([2, '// new 2']),
    'ccc/lib/fresh.js': '// fresh\n',
    'utils/login.js': '// newer\n',
  })
})

async function makeInstalled(): Promise<string> {
  const project = makeProject()
  await runInstall({ cwd: project, given: someSettings, complete: () => someSettings, payloadDir: old })
  return project
}

const read = (project: string, path: string) => readFileSync(join(project, path), 'utf8')
const update = (cwd: string, payloadDir = newer) => runUpdate({ cwd, payloadDir })

describe('update', () => {
  test('gives the same tree as a first installation of the new version when nothing was edited', async () => {
    const project = await makeInstalled()
    const report = await update(project)
    const fresh = makeProject()
    await runInstall({ cwd: fresh, given: someSettings, complete: () => someSettings, payloadDir: newer })
    expect(treeOf(project)).toEqual(treeOf(fresh))
    expect(report).toMatchObject({ created: ['ccc/lib/fresh.js'], deleted: ['ccc/lib/gone.js'], notes: [] })
  })

  test('merges the edits of the user with ours', async () => {
    const project = await makeInstalled()
    writeFileSync(join(project, 'ccc/host.js'), lines([9, '// mine 9']))
    const { notes } = await update(project)
    expect(notes).toEqual([{ kind: 'merged', path: 'ccc/host.js' }])
    expect(read(project, 'ccc/host.js')).toBe(lines([2, '// new 2'], [9, '// mine 9']))
  })

  test('merges into a file with CRLF in CRLF', async () => {
    const project = await makeInstalled()
    writeFileSync(join(project, 'ccc/host.js'), lines([9, '// mine 9']).replaceAll('\n', '\r\n'))
    await update(project)
    expect(read(project, 'ccc/host.js')).toBe(lines([2, '// new 2'], [9, '// mine 9']).replaceAll('\n', '\r\n'))
  })

  test('leaves a file alone where both sides contradict each other, and puts ours beside it', async () => {
    const project = await makeInstalled()
    writeFileSync(join(project, 'ccc/host.js'), lines([2, '// mine 2']))
    const { notes } = await update(project)
    expect(notes).toEqual([{ kind: 'conflict', path: 'ccc/host.js', beside: 'ccc/host.js.new' }])
    expect(read(project, 'ccc/host.js')).toBe(lines([2, '// mine 2']))
    expect(read(project, 'ccc/host.js.new')).toBe(lines([2, '// new 2']))
  })

  test('never writes over a file of the user that has the name of the one beside', async () => {
    const project = await makeInstalled()
    writeFileSync(join(project, 'utils/login.js'), '// mine\n')
    writeFileSync(join(project, 'utils/login.js.new'), '// my notes\n')
    const { notes } = await update(project)
    expect(notes).toEqual([{ kind: 'conflict', path: 'utils/login.js', beside: 'utils/login.js.new.1' }])
    expect(read(project, 'utils/login.js.new')).toBe('// my notes\n')
  })

  test.each([
    ['merged', [9, '// mine 9']],
    ['contradictory', [2, '// mine 2']],
  ] satisfies [string, [number, string]][])('a second time changes nothing after a %s edit', async (_, edit) => {
    const project = await makeInstalled()
    writeFileSync(join(project, 'ccc/host.js'), lines(edit))
    await update(project)
    const before = treeOf(project)
    const report = await update(project)
    expect(treeOf(project)).toEqual(before)
    expect(report.notes).toEqual([{ kind: 'kept', path: 'ccc/host.js' }])
  })

  test('without the archive treats every edited file that has a new version as a contradiction', async () => {
    const project = await makeInstalled()
    rmSync(join(project, '.ccc-store.archive'))
    writeFileSync(join(project, 'ccc/host.js'), lines([9, '// mine 9']))
    expect((await update(project)).notes).toMatchObject([{ kind: 'conflict', path: 'ccc/host.js' }])
  })

  test('brings a new template of ccc-config.js, with the settings and the edits of the user in it', async () => {
    const template = readFileSync(join(old, 'files/ccc-config.js'), 'utf8')
    const longer = makePayload({
      'ccc-config.js': template.replace('module.exports', '// one more line\nmodule.exports'),
    })
    const project = await makeInstalled()
    const edited = read(project, 'ccc-config.js').replace('flow_demo', 'night').replace(/\}\n$/, '  mine: 1,\n}\n')
    writeFileSync(join(project, 'ccc-config.js'), edited)
    expect((await update(project, longer)).notes).toMatchObject([{ kind: 'merged', path: 'ccc-config.js' }])
    expect(read(project, 'ccc-config.js')).toBe(edited.replace('module.exports', '// one more line\nmodule.exports'))
  })

  test('and reset after a contradiction takes the file beside out too', async () => {
    const project = await makeInstalled()
    writeFileSync(join(project, 'ccc/host.js'), lines([2, '// mine 2']))
    await update(project)
    expect((await runReset({ cwd: project })).kept).toEqual(['ccc/host.js'])
    expect(Object.keys(treeOf(project)).filter((path) => path.startsWith('ccc'))).toEqual(['ccc', 'ccc/host.js'])
  })

  test('needs an installation', async () => {
    await expect(update(makeProject())).rejects.toMatchObject({ code: 'not-installed', exitCode: 2 })
  })

  test('keeps an edited file on record that the new version does not have any more, and reset lists it', async () => {
    const project = await makeInstalled()
    writeFileSync(join(project, 'ccc/lib/gone.js'), '// mine\n')
    expect((await update(project)).kept).toEqual(['ccc/lib/gone.js'])
    const updated = treeOf(project)
    expect((await update(project)).kept).toEqual(['ccc/lib/gone.js'])
    expect(treeOf(project)).toEqual(updated)
    expect((await runReset({ cwd: project })).kept).toEqual(['ccc/lib/gone.js'])
    expect(read(project, 'ccc/lib/gone.js')).toBe('// mine\n')
  })

  test('writes what it replaces in the line endings that a checkout gave it', async () => {
    const project = await makeInstalled()
    writeFileSync(join(project, 'utils/login.js'), read(project, 'utils/login.js').replaceAll('\n', '\r\n'))
    await update(project)
    expect(read(project, 'utils/login.js')).toBe('// newer\r\n')
    expect(await update(project)).toMatchObject({ modified: [], notes: [] })
  })

  test('a file of the user in a place that the new version needs is kept or replaced, as one says', async () => {
    const make = async () => {
      const project = await makeInstalled()
      writeFileSync(join(project, 'ccc/lib/fresh.js'), '// mine\n')
      return project
    }
    await expect(update(await make())).rejects.toMatchObject({ code: 'foreign-files', exitCode: 4 })
    const skipping = await make()
    await runUpdate({ cwd: skipping, payloadDir: newer, onConflict: 'skip' })
    expect(read(skipping, 'ccc/lib/fresh.js')).toBe('// mine\n')
    const replacing = await make()
    await runUpdate({ cwd: replacing, payloadDir: newer, onConflict: 'overwrite' })
    expect(read(replacing, 'ccc/lib/fresh.js')).toBe('// fresh\n')
    await runReset({ cwd: replacing })
    expect(read(replacing, 'ccc/lib/fresh.js')).toBe('// mine\n')
  })

  test('never puts an older version over a newer one, and neither does install', async () => {
    const project = await makeInstalled()
    const path = join(project, '.ccc-store.record')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"version": "0.1.0"', '"version": "0.10.0"'))
    const before = treeOf(project)
    const install = runInstall({ cwd: project, given: {}, complete: () => someSettings, payloadDir: newer })
    for (const run of [update(project), install]) {
      await expect(run).rejects.toMatchObject({
        code: 'newer-installed',
        exitCode: 4,
        details: { installed: '0.10.0' },
      })
    }
    expect(treeOf(project)).toEqual(before)
    await runReset({ cwd: project })
  })
})
