import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmCli, unpack } from '../loader/packed-loader'

const repository = join(__dirname, '..', '..')
export const PACKAGE = '@ccc-store/sdk'
export const CHAT_PAGE = `miniprogram_npm/${PACKAGE}/ccc/pages/chat/index`

interface Config {
  sdkAppId: number
  ivrId: string
  serverUrl: string
}

/** Packs the built SDK with `npm pack` and unpacks it into a folder. */
export function unpackSdk(place: string, folder: string): void {
  const npm = [npmCli(), 'pack', '--ignore-scripts', '--offline', '--silent', '--pack-destination', place]
  execFileSync(process.execPath, npm, { cwd: join(repository, 'sdk'), stdio: ['ignore', 'ignore', 'pipe'] })
  const name = readdirSync(place).find((file) => file.endsWith('.tgz'))
  if (name === undefined) throw new Error('npm pack made no archive')
  unpack(join(place, name), folder)
}

/** The example shop as somebody sets it up who installs the SDK with npm: configured in app.js, its page in app.json. */
export function makeNpmShop(folder: string, config: Config): void {
  cpSync(join(repository, 'example-miniprogram'), folder, { recursive: true })
  const { version } = JSON.parse(readFileSync(join(repository, 'sdk', 'package.json'), 'utf8'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', dependencies: { [PACKAGE]: version } }))
  const app: { pages: string[] } = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8'))
  app.pages.push(CHAT_PAGE)
  writeFileSync(join(folder, 'app.json'), JSON.stringify(app))
  const script = readFileSync(join(folder, 'app.js'), 'utf8')
  const configured = `const service = require('${PACKAGE}')
service.configure(${JSON.stringify(config)})
`
  writeFileSync(join(folder, 'app.js'), configured + script)
}
