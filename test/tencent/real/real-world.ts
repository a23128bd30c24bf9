import { readSettings, tencentOptionsOf } from '@ccc-store/server'
import { createTransport } from '../../../sdk/transport/create-transport'
import { createTencentLink } from '../../../sdk/transport/tencent/tencent-link'
import { Centre } from '../centre'
import { type Rig, rigParts, type World } from '../worlds'
import { addBrowserGlobals } from './browser-globals'
import { cuttableModule } from './cuttable-chat'

addBrowserGlobals()
const chatModule = cuttableModule(require('@tencentcloud/chat'))

/** The world of the contract around a real account, as the CCC_TENCENT_* variables name it. */
export async function realWorld(dataDir?: string): Promise<World> {
  const settings = readSettings(process.env)
  const tencent = tencentOptionsOf(settings)
  if (!tencent) throw new Error('CCC_TENCENT_* is not set')
  const centre = new Centre({ tencent, port: settings.CCC_PORT, ...(dataDir !== undefined && { dataDir }) })
  await centre.start()
  let last: Rig | undefined
  return {
    centre,
    async rig(user) {
      // one instance, one login at a time
      last?.stop()
      const { phone, sessions, start } = await rigParts(centre, user)
      const base = start((owner) =>
        createTransport(phone, sessions, centre.url, owner, (...given) => createTencentLink(...given, chatModule)),
      )
      const rig = {
        ...base,
        cut: () => {
          phone.isCutOff = true
          chatModule.chat()?.cut()
        },
        restore: () => {
          phone.isCutOff = false
          chatModule.chat()?.restore()
        },
      }
      last = rig
      return rig
    },
    // the network is as unruly as it is
    makeUnruly: () => {},
    makeCalm: () => {},
    async close() {
      last?.stop()
      await centre.stop()
    },
  }
}
