import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict'
import { type CustomerSocket, openCustomerSocket, post } from '@ccc-store/mock-server'
import { signOpenid } from '@ccc-store/server'
import { deskOf, entriesOf, ringing, say, stateIs } from '../../desk'
import { readLog } from '../chaos/read-log'
import { type Check, newAgent, newCustomer, newOpenid } from './check'

const HUMAN = '人工'

const codeOf = (body: unknown): unknown => Object(Object(body).error).code
const own = (entries: readonly { clientId?: string }[]) => entries.flatMap(({ clientId }) => clientId ?? [])
const idsOf = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`)

/** Ends what the agent still serves, and leaves the desk as it was found. */
async function goHome(agent: Awaited<ReturnType<typeof newAgent>>): Promise<void> {
  const desk = agent.frames.map(deskOf).findLast((one) => one !== undefined)
  for (const { sessionId, phase } of desk?.sessions ?? []) {
    if (phase === 'serving') await agent.command({ t: 'end', sessionId })
  }
  await agent.command({ t: 'status', status: 'offline' })
  agent.cut()
}

/** Commands under ids that are known, all at once. */
async function sayAll(socket: CustomerSocket, ids: readonly string[]): Promise<void> {
  const answers = await Promise.all(ids.map((id) => socket.commandWithId(id, say(`text of ${id}`))))
  for (const answer of answers) equal(answer.t, 'ack', JSON.stringify(answer))
}

export const CHECKS: readonly Check[] = [
  {
    name: 'P2 a command that is sent again has one effect and the same answer, on the same line and on another',
    async run(target) {
      const zoe = await newCustomer(target)
      const first = await zoe.commandWithId('m1', say('hello'))
      deepEqual(await zoe.commandWithId('m1', say('hello')), first)
      const again = await openCustomerSocket(target.url, { token: zoe.token, ivrId: target.ivrId })
      deepEqual(await again.commandWithId('m1', say('hello')), first)
      const log = await readLog(target.url, target.ivrId, zoe.token)
      deepEqual(own(log), ['m1'])
    },
  },
  {
    name: 'P3 two devices that talk at once: no gaps, and both see the same order',
    async run(target) {
      const phone = await newCustomer(target)
      const tablet = await openCustomerSocket(target.url, { token: phone.token, ivrId: target.ivrId })
      await Promise.all([sayAll(phone, idsOf('p', 40)), sayAll(tablet, idsOf('t', 40))])
      const log = await readLog(target.url, target.ivrId, phone.token)
      deepEqual(
        log.map(({ seq }) => seq),
        log.map((_, i) => i + 1),
      )
      deepEqual(
        own(log).filter((id) => id.startsWith('p')),
        idsOf('p', 40),
      )
      deepEqual(
        own(log).filter((id) => id.startsWith('t')),
        idsOf('t', 40),
      )
      for (const device of [phone, tablet]) {
        await device.next((frame) => frame.t === 'entries' && frame.entries.at(-1)?.seq === log.length)
        deepEqual(entriesOf(device.frames), log.slice(-entriesOf(device.frames).length))
      }
    },
  },
  {
    name: 'P4 from every position a client gets exactly what it missed; from one that is not in the log, a reset',
    async run(target) {
      const zoe = await newCustomer(target)
      await sayAll(zoe, idsOf('m', 10))
      const log = await readLog(target.url, target.ivrId, zoe.token)
      const [welcome] = zoe.frames
      const epoch = welcome?.t === 'welcome' ? welcome.epoch : ''
      const come = async (position: { epoch: string; seq: number }) => {
        const socket = await openCustomerSocket(target.url, { token: zoe.token, ivrId: target.ivrId, position })
        const [frame] = socket.frames
        socket.cut()
        return frame?.t === 'welcome' ? frame : undefined
      }
      for (let seq = 0; seq <= log.length; seq += 3) {
        const frame = await come({ epoch, seq })
        deepEqual([frame?.mode, frame?.entries], ['resume', log.slice(seq)])
      }
      for (const position of [
        { epoch, seq: log.length + 1 },
        { epoch: 'another', seq: 1 },
      ]) {
        equal((await come(position))?.mode, 'reset')
      }
    },
  },
  {
    name: 'P5 P6 first come, first served; nobody has more than may be, and the number ahead is true and never rises',
    async run(target) {
      const agent = await newAgent(target, 0)
      const all: CustomerSocket[] = []
      try {
        for (let i = 0; i < target.capacity + 3; i += 1) {
          const zoe = await newCustomer(target)
          const from = agent.frames.length
          await zoe.command(say(HUMAN))
          all.push(zoe)
          await stateIs(zoe, ({ phase }) => phase === (i < target.capacity ? 'ringing' : 'queued'))
          if (i < target.capacity) await agent.command({ t: 'accept', sessionId: await ringing(agent, from) })
        }
        const waiting = all.slice(target.capacity)
        for (const [i, socket] of waiting.entries()) await stateIs(socket, ({ waitNo }) => waitNo === i)
        for (const [i, socket] of waiting.entries()) {
          const from = agent.frames.length
          const serving = agent.frames.map(deskOf).findLast((desk) => desk !== undefined)?.sessions ?? []
          const open = serving.filter(({ phase }) => phase !== 'closed')
          ok(open.length <= target.capacity, `${open.length} at once`)
          await agent.command({ t: 'end', sessionId: open[0]?.sessionId })
          const sessionId = await ringing(agent, from)
          await agent.command({ t: 'accept', sessionId })
          await stateIs(socket, (state) => state.phase === 'serving' && state.sessionId === sessionId)
          for (const [behind, other] of waiting.slice(i + 1).entries())
            await stateIs(other, ({ waitNo }) => waitNo === behind)
        }
        for (const socket of all) {
          const told = socket.frames.flatMap((frame) => ('state' in frame ? (frame.state.waitNo ?? []) : []))
          deepEqual(
            told,
            [...told].sort((a, b) => b - a),
          )
        }
      } finally {
        await goHome(agent)
      }
    },
  },
  {
    name: 'P8 a signature logs in once',
    async run({ url, sdkAppId, secret }) {
      const openid = newOpenid()
      const openidSignature = signOpenid(secret, sdkAppId, openid, Math.floor(Date.now() / 1_000))
      const login = () => post(`${url}/v1/customer/login`, { sdkAppId, openid, openidSignature })
      equal((await login()).status, 200)
      const second = await login()
      deepEqual([second.status, codeOf(second.body)], [401, 'OPENID_SIGNATURE_USED'])
    },
  },
  {
    name: 'P10 an openid alone, a signature for somebody else and an old one log nobody in',
    async run({ url, sdkAppId, secret }) {
      const openid = newOpenid()
      const now = Math.floor(Date.now() / 1_000)
      const cases: [object, string][] = [
        [{}, 'LOGIN_PROOF_MISSING'],
        [{ openidSignature: signOpenid(secret, sdkAppId, newOpenid(), now) }, 'OPENID_SIGNATURE_INVALID'],
        [{ openidSignature: signOpenid('another', sdkAppId, openid, now) }, 'OPENID_SIGNATURE_INVALID'],
        [{ openidSignature: signOpenid(secret, sdkAppId, openid, now - 3_600) }, 'OPENID_SIGNATURE_STALE'],
      ]
      for (const [proof, code] of cases) {
        equal(codeOf((await post(`${url}/v1/customer/login`, { sdkAppId, openid, ...proof })).body), code)
      }
    },
  },
  {
    name: 'P10 a token opens the socket of its own audience, and its own log only',
    async run(target) {
      const zoe = await newCustomer(target)
      await zoe.command(say('a secret'))
      const max = await newCustomer(target)
      await max.command(say('hello'))
      const log = await readLog(target.url, target.ivrId, max.token)
      notEqual(log.length, 0)
      ok(!JSON.stringify(log).includes('a secret'))
      const agent = await newAgent(target, 0)
      try {
        const wrong = await openCustomerSocket(target.url, { token: agent.token, ivrId: target.ivrId })
        match(JSON.stringify(wrong.frames[0]), /WRONG_AUDIENCE/)
        const sessionId = log[0]?.sessionId
        const refused = await agent.command({ t: 'send', sessionId, content: { kind: 'text', text: 'x' } })
        match(JSON.stringify(refused), /SESSION_UNKNOWN/)
      } finally {
        await goHome(agent)
      }
    },
  },
]
