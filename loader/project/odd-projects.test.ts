import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { makeProject } from '../testing/project'
import { runCli } from '../testing/run-cli'

const info = (cwd: string, argv: string[] = []) => runCli(['info', ...argv], { cwd })

describe('a project that cannot be read', () => {
  test('because its app.json is a pipe is refused, not waited for', async () => {
    const project = makeProject()
    rmSync(join(project, 'app.json'))
    const { status } = spawnSync('mkfifo', [join(project, 'app.json')])
    expect(status).toBe(0)
    expect(await info(project)).toMatchObject({ code: 3, err: expect.stringContaining('no app.json found') })
  })

  test('because its app.json is nested too deeply is refused with that reason', async () => {
    const depth = 30_000
    const project = makeProject({ 'app.json': `{"pages":["a"],"x":${'['.repeat(depth)}${']'.repeat(depth)}}` })
    expect(await info(project)).toMatchObject({ code: 3, err: expect.stringContaining('nested too deeply') })
  })

  test('because no system takes the name of its folder is not there', async () => {
    const { code, err } = await info('/', ['--cwd', 'x'.repeat(5000)])
    expect({ code, said: err.includes('There is no folder') }).toEqual({ code: 2, said: true })
  })
})
