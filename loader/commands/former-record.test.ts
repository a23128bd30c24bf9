import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { install } from '../index'
import { makePayload, makeProject, someSettings, treeOf } from '../testing/project'
import { runDoctor } from './doctor'
import { runReset } from './reset'
import { runUpdate } from './update'

const payloadDir = makePayload()

/** An installation of the time when the record was a JSON file, which WeChat put into the main package. */
async function makeFormer(): Promise<{ project: string; before: Record<string, string> }> {
  const project = makeProject()
  const before = treeOf(project)
  await install({ cwd: project, ...someSettings, payloadDir })
  renameSync(join(project, '.ccc-store.record'), join(project, '.ccc-store.json'))
  return { project, before }
}

describe('a record that WeChat uploads', () => {
  test('is moved by update, with nothing else', async () => {
    const { project } = await makeFormer()
    const record = readFileSync(join(project, '.ccc-store.json'))
    const report = await runUpdate({ cwd: project, payloadDir })
    expect(report).toMatchObject({ created: ['.ccc-store.record'], modified: [], deleted: ['.ccc-store.json'] })
    expect(readFileSync(join(project, '.ccc-store.record'))).toEqual(record)
    expect((await runUpdate({ cwd: project, payloadDir })).created).toEqual([])
  })

  test('is moved by install too', async () => {
    const { project } = await makeFormer()
    await install({ cwd: project, ...someSettings, payloadDir })
    expect(existsSync(join(project, '.ccc-store.json'))).toBe(false)
  })

  test('is enough for a reset, which leaves nothing', async () => {
    const { project, before } = await makeFormer()
    await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(before)
  })

  test('is told by doctor, with its size and what to do', async () => {
    const { project } = await makeFormer()
    const { findings } = await runDoctor({ cwd: project, offline: true })
    const found = findings.find(({ code }) => code === 'record-uploaded')
    expect(found).toMatchObject({ severity: 'warning', fix: { en: 'Run ccc-store update.' } })
    expect(found?.en).toMatch(/\.ccc-store\.json.*main package.*\d KB/)
  })
})
