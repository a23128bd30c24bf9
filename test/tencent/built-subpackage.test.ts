import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll } from '@jest/globals'
import { builtSdk } from '../../sdk/testing/built-sdk'
import type { ChatModule } from '../../sdk/transport/tencent/chat-sdk'
import type { makeTencentLink } from '../../sdk/transport/tencent/index'
import { temporaryFolder } from '../temporary-folder'
import { transportContract } from './transport-contract'
import { tencentWorld } from './worlds'

let out = ''
let chat: ChatModule | undefined

/** What the built script finds in the place of Tencent's SDK. */
const IN_ITS_PLACE = 'module.exports = new Proxy({}, { get: () => globalThis.cccTestChat() })\n'

beforeAll(() => {
  out = temporaryFolder()
  cpSync(builtSdk(), out, { recursive: true })
  Object.assign(globalThis, { cccTestChat: () => chat })
  writeFileSync(join(out, 'ccc-tencent', 'lib', 'chat.js'), IN_ITS_PLACE)
})

// the build rewrites the sources, so what it makes keeps the contract too
transportContract('Tencent Cloud Chat, as built', (dataDir) =>
  tencentWorld(dataDir, true, (phone, serverUrl, owner, host, module) => {
    chat = module
    const built: { makeTencentLink: typeof makeTencentLink } = require(join(out, 'ccc-tencent', 'index.js'))
    return built.makeTencentLink(phone, serverUrl, owner, host)
  }),
)
