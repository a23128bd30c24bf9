// Runs the transport contract against a real Tencent Cloud Chat account: npm run check:tencent (docs/tencent-chat.md).
// It reads the same environment as ccc-server, and says what is missing of it.
const { spawnSync } = require('node:child_process')
const { join } = require('node:path')

const NEEDED = {
  CCC_TENCENT_SDK_APP_ID: 'SDKAppID of the app, from the Chat console',
  CCC_TENCENT_SECRET_KEY: 'its secret key',
  CCC_TENCENT_CALLBACK_TOKEN: 'the authentication token of its callbacks',
  CCC_PUBLIC_URL: 'where Tencent reaches this machine; the callback URL there is <CCC_PUBLIC_URL>/v1/tencent/callback',
}

const missing = Object.entries(NEEDED).filter(([name]) => !process.env[name])
if (missing.length > 0) {
  console.error('A real account is checked with these variables set (docs/tencent-chat.md). Missing:\n')
  for (const [name, meaning] of missing) console.error(`  ${name}\n      ${meaning}`)
  process.exit(2)
}
console.error(`Callbacks have to reach this machine at port ${process.env.CCC_PORT ?? 7788}.`)

const folder = join(__dirname, '..', 'test', 'tencent', 'real')
const jest = require.resolve('jest/bin/jest')
const { status } = spawnSync(
  process.execPath,
  [jest, '-c', join(folder, 'jest.config.js'), '--runInBand', '--forceExit'],
  {
    stdio: 'inherit',
    cwd: folder,
  },
)
process.exit(status ?? 1)
