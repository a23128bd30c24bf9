// Takes the pictures of the README: the end-to-end test drives the phone and the workbench, and photographs both.
const { spawnSync } = require('node:child_process')
const { join } = require('node:path')

const jest = join(require.resolve('jest/package.json'), '..', 'bin', 'jest.js')
const { status } = spawnSync(process.execPath, [jest, '--selectProjects', 'test', '--testPathPatterns', 'main-job'], {
  env: { ...process.env, SCREENSHOTS: 'take' },
  stdio: 'inherit',
})
process.exit(status ?? 1)
