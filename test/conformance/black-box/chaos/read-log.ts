import type { Entry } from '@ccc-store/core/protocol'
import { openCustomerSocket } from '@ccc-store/mock-server'

/** The whole log of a customer, as one reads it who comes back after long: the newest entries, then page after page. */
export async function readLog(url: string, ivrId: string, token: string): Promise<Entry[]> {
  const socket = await openCustomerSocket(url, { token, ivrId })
  const [welcome] = socket.frames
  if (welcome?.t !== 'welcome') throw new Error(`no welcome: ${JSON.stringify(welcome)}`)
  const pages = [welcome.entries]
  for (let first = welcome.entries[0]?.seq ?? 1; first > 1; ) {
    const from = socket.frames.length
    socket.send({ t: 'history', before: first })
    const page = await socket.next((frame) => frame.t === 'history' || frame.t === 'error', from)
    if (page.t !== 'history') throw new Error(`no page before ${first}: ${JSON.stringify(page)}`)
    if (page.entries.length === 0) break
    pages.unshift(page.entries)
    first = page.entries[0]?.seq ?? 1
  }
  socket.cut()
  return pages.flat()
}
