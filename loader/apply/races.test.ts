import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { runInstall } from '../commands/install'
import { makePayload, makeProject, someSettings, treeOf } from '../testing/project'
import { diskFileSystem, type FileSystem } from './file-system'

let payloadDir: string
beforeAll(() => {
  payloadDir = makePayload()
})

const install = (cwd: string, files: FileSystem = diskFileSystem) =>
  runInstall({ cwd, given: someSettings, complete: () => someSettings, payloadDir, files })

describe('a file that somebody changes at the very moment it is replaced', () => {
  const edit = '{ "pages": ["pages/home/index", "pages/new/index"] }'

  test.each([
    ['just before', false],
    ['in the file itself, as it is being replaced', true],
  ])('%s: the edit stays, the rest is taken back, and the code is 6', async (_, isLate) => {
    const project = makeProject()
    const path = join(project, 'app.json')
    let isWritten = false
    const racing: FileSystem = {
      ...diskFileSystem,
      claim(from, to) {
        if (!isLate && !isWritten && to.endsWith('login.js')) writeFileSync(path, edit)
        diskFileSystem.claim(from, to)
      },
      rename(from, to) {
        if (isLate && to === path && !isWritten) {
          isWritten = true
          writeFileSync(path, edit)
        }
        diskFileSystem.rename(from, to)
      },
    }
    await expect(install(project, racing)).rejects.toMatchObject({ code: 'project-changed', exitCode: 6 })
    expect(treeOf(project)).toEqual(treeOf(makeProject({ 'app.json': edit })))
  })

  test('a file that appears where ours was to be stays, and the rest is taken back', async () => {
    const project = makeProject()
    const path = join(project, 'utils/login.js')
    const racing: FileSystem = {
      ...diskFileSystem,
      claim(from, to) {
        if (to === path) writeFileSync(path, '// mine\n')
        diskFileSystem.claim(from, to)
      },
    }
    await expect(install(project, racing)).rejects.toMatchObject({ code: 'project-changed', exitCode: 6 })
    expect(treeOf(project)).toEqual(treeOf(makeProject({ 'utils/login.js': '// mine\n' })))
  })
})

test('the disk is waited for before the first file is moved, and once more before the journal goes', async () => {
  const project = makeProject()
  const told: string[] = []
  const watched: FileSystem = {
    ...diskFileSystem,
    flush: (paths) => {
      told.push(...paths.map((path) => `flush ${path}`))
    },
    claim(from, to) {
      told.push(`move ${to}`)
      diskFileSystem.claim(from, to)
    },
    remove(path) {
      told.push(`remove ${path}`)
      diskFileSystem.remove(path)
    },
  }
  await install(project, watched)
  const at = (text: RegExp) => told.findIndex((each) => text.test(each))
  expect(at(/^flush .*login\.js\.new$/)).toBeGreaterThan(at(/^move .*journal$/))
  expect(at(/^flush .*login\.js\.new$/)).toBeLessThan(at(/^move .*login\.js$/))
  expect(at(/^flush .*utils$/)).toBeGreaterThan(at(/^move .*login\.js$/))
  expect(at(/^flush .*utils$/)).toBeLessThan(at(/^remove .*\.ccc-store\.journal$/))
})
