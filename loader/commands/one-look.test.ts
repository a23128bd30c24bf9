import fs from 'node:fs'
import { relative } from 'node:path'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { makePayload, makeProject, someSettings } from '../testing/project'
import { runDoctor } from './doctor'
import { runInstall } from './install'
import { runReset } from './reset'
import { runUpdate } from './update'

afterEach(() => {
  jest.restoreAllMocks()
})

/** How often each file of a project is read while something is done. */
async function readsDuring(project: string, action: () => Promise<unknown>): Promise<Record<string, number>> {
  const spy = jest.spyOn(fs, 'readFileSync')
  await action()
  const paths = spy.mock.calls.map(([path]) => relative(project, String(path))).filter((path) => !path.startsWith('..'))
  const counts: Record<string, number> = {}
  for (const path of paths) counts[path] = (counts[path] ?? 0) + 1
  return counts
}

describe('a command looks at a project once', () => {
  const payloadDir = makePayload({ 'ccc-entry/ccc-entry.js': 'Component({})\n' })
  const request = (cwd: string) => ({ cwd, given: someSettings, complete: () => someSettings, payloadDir })
  const make = () => makeProject({ 'project.config.json': '{"miniprogramRoot":"./"}', 'utils/price.js': '' })

  test('install, the entry button chosen on the way included', async () => {
    const project = make()
    const chooseEntry = async () => 'pages/home/index'
    const reads = await readsDuring(project, () => runInstall({ ...request(project), chooseEntry, dryRun: true }))
    expect(reads).toMatchObject({ 'app.json': 1, 'pages/home/index.json': 1, 'pages/home/index.wxml': 1 })
    expect(Object.entries(reads).filter(([, count]) => count > 1)).toEqual([])
  })

  test.each([
    ['install', (cwd: string) => runInstall({ ...request(cwd), dryRun: true })],
    ['update', (cwd: string) => runUpdate({ cwd, payloadDir, dryRun: true, diff: true })],
    ['reset', (cwd: string) => runReset({ cwd, dryRun: true, diff: true })],
    ['doctor', (cwd: string) => runDoctor({ cwd, offline: true })],
  ])('%s, where customer service is installed', async (_, command) => {
    const project = make()
    await runInstall(request(project))
    const reads = await readsDuring(project, () => command(project))
    expect(reads).toMatchObject({ 'app.json': 1, '.ccc-store.record': 1 })
    expect(Object.entries(reads).filter(([, count]) => count > 1)).toEqual([])
  })
})
