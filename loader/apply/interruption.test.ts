import { beforeAll, describe, expect, test } from '@jest/globals'
import { runInstall } from '../commands/install'
import { failingFileSystem } from '../testing/failing-file-system'
import { makePayload, makeProject, someSettings, treeOf } from '../testing/project'
import { Interruption } from './interruption'

let payloadDir: string
beforeAll(() => {
  payloadDir = makePayload()
})

describe('an interruption', () => {
  /** The disk, on which somebody presses Ctrl-C at the n-th change. */
  const pressedAt = (at: number, interruption: Interruption) => {
    const counting = failingFileSystem(0, 'fails once')
    const press = () => {
      if (counting.steps() === at) interruption.request()
    }
    const pressing =
      <Args extends unknown[]>(act: (...args: Args) => void) =>
      (...args: Args) => {
        act(...args)
        press()
      }
    const { write, claim, rename } = counting
    return { ...counting, write: pressing(write), claim: pressing(claim), rename: pressing(rename) }
  }

  test.each([
    ['while files are being staged takes all back', 12, 'interrupted', false],
    ['while files are being moved comes after the work', 20, 'interrupted-late', true],
  ] as const)('%s, and ends with 130', async (_, at, code, isWhole) => {
    const project = makeProject()
    const interruption = new Interruption()
    const request = { cwd: project, given: someSettings, complete: () => someSettings, payloadDir, interruption }
    const running = runInstall({ ...request, files: pressedAt(at, interruption) })
    await expect(running).rejects.toMatchObject({ code, exitCode: 130 })
    const other = makeProject()
    if (isWhole) await runInstall({ ...request, cwd: other, interruption: new Interruption() })
    expect(treeOf(project)).toEqual(treeOf(other))
  })

  test('before anything is written writes nothing', async () => {
    const project = makeProject()
    const interruption = new Interruption()
    const complete = () => {
      expect(interruption.request()).toBe(false)
      return someSettings
    }
    const running = runInstall({ cwd: project, given: {}, complete, payloadDir, interruption })
    await expect(running).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 })
    expect(treeOf(project)).toEqual(treeOf(makeProject()))
  })
})
