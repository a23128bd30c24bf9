import { type ChatClient, type ChatSnapshot, createChatClient } from '../../sdk/client/chat-client'
import { createTransport } from '../../sdk/transport/create-transport'
import { createSocketLink } from '../../sdk/transport/socket-link'
import { createTencentLink } from '../../sdk/transport/tencent/tencent-link'
import type { Transport, TransportOwner } from '../../sdk/transport/transport'
import { Centre, FLOW } from './centre'
import { type FakeChat, fakeChatModule } from './fake-chat'
import { FakeTencent } from './fake-tencent'
import { LivePhone } from './live-phone'

/** One customer's phone with the real chat client on it. */
export interface Rig {
  client: ChatClient
  phone: LivePhone
  customerId: string
  errors: string[]
  snapshot(): ChatSnapshot
  texts(): string[]
  /** the network goes away, with all that was on its way */
  cut(): void
  /** it is back; also lets the time pass after which the client comes back */
  restore(): void
  stop(): void
}

/** A transport, with everything around it, for the contract that all transports keep. */
export interface World {
  centre: Centre
  rig(user: string): Promise<Rig>
  /** from now on whatever may be lost, doubled or overtaken on this transport is */
  makeUnruly(): void
  makeCalm(): void
  close(): Promise<void>
}

export const TENCENT_APP = {
  sdkAppId: 1_400_777_777,
  secretKey: 'a-secret-key-of-the-fake',
  callbackToken: 'a-callback-token',
  admin: 'administrator',
}

/** A customer's phone and login, and what starts the chat client on them. */
export const rigParts = async (centre: Centre, user: string) => {
  const session = await centre.logIn(user)
  const phone = new LivePhone()
  const sessions = { getSession: () => session, requestLogin: () => centre.logIn(user) }
  const start = (transport: (owner: TransportOwner) => Transport) => {
    const client = createChatClient(phone, sessions, 'centre', transport)
    const errors: string[] = []
    const stop = client.subscribe(FLOW, { changed: () => {}, error: ({ code }) => errors.push(code) })
    return {
      client,
      phone,
      customerId: session.customer.customerId,
      errors,
      snapshot: () => client.snapshot,
      texts: () => client.snapshot.conversation.entries.flatMap(({ body }) => ('text' in body ? [body.text] : [])),
      stop,
    }
  }
  return { phone, sessions, start }
}

export async function socketWorld(dataDir?: string): Promise<World> {
  const centre = new Centre(dataDir === undefined ? {} : { dataDir })
  await centre.start()
  const rigs: Rig[] = []
  return {
    centre,
    async rig(user) {
      const { phone, sessions, start } = await rigParts(centre, user)
      const base = start((owner) => createTransport(phone, sessions, centre.url, owner, createSocketLink))
      const rig = {
        ...base,
        cut: () => phone.cut(),
        restore: () => {
          phone.restore()
          phone.pass(31_000)
        },
      }
      rigs.push(rig)
      return rig
    },
    // a socket loses nothing but itself
    makeUnruly: () => {
      for (const { phone } of rigs) {
        phone.cut()
        phone.restore()
      }
    },
    makeCalm: () => {},
    async close() {
      for (const rig of rigs) rig.stop()
      await centre.stop()
    },
  }
}

export interface TencentWorld extends World {
  tencent: FakeTencent
  rig(user: string): Promise<Rig & { chat: FakeChat; modules: { created: number } }>
}

type MakeTencentLink = typeof createTencentLink

/**
 * @param isOn false leaves the channel off at the call centre
 * @param make another link than that of the sources
 */
export async function tencentWorld(
  dataDir?: string,
  isOn = true,
  make: MakeTencentLink = createTencentLink,
): Promise<TencentWorld> {
  const tencent = new FakeTencent(TENCENT_APP)
  const restUrl = await tencent.listen()
  const options = { ...TENCENT_APP, serviceAccount: 'ccc-service', restUrl, publicUrl: 'https://chat.example.com' }
  const centre = new Centre({ ...(isOn && { tencent: options }), ...(dataDir !== undefined && { dataDir }) })
  await centre.start()
  tencent.callbackUrl = `${centre.url}/v1/tencent/callback`
  const rigs: Rig[] = []
  return {
    centre,
    tencent,
    async rig(user) {
      const { phone, sessions, start } = await rigParts(centre, user)
      const module = fakeChatModule(tencent)
      const base = start((owner) =>
        createTransport(phone, sessions, centre.url, owner, (...given) => make(...given, module)),
      )
      const rig = {
        ...base,
        chat: module.chat,
        modules: module,
        cut: () => {
          phone.isCutOff = true
          module.chat.cut()
        },
        restore: () => {
          phone.isCutOff = false
          module.chat.restore()
        },
      }
      rigs.push(rig)
      return rig
    },
    makeUnruly() {
      let pushes = 0
      let callbacks = 0
      tencent.fateOfPush = () => {
        pushes += 1
        return pushes % 7 === 0 ? 'lost' : pushes % 3 === 0 ? 'late' : pushes % 2 === 0 ? 'twice' : 'arrives'
      }
      tencent.fateOfCallback = () => {
        callbacks += 1
        return callbacks % 5 === 0 ? 'lost' : callbacks % 2 === 0 ? 'twice' : 'arrives'
      }
    },
    makeCalm() {
      tencent.fateOfPush = () => 'arrives'
      tencent.fateOfCallback = () => 'arrives'
      tencent.restVerdict = () => 0
    },
    async close() {
      for (const rig of rigs) rig.stop()
      await centre.stop()
      await tencent.close()
    },
  }
}
