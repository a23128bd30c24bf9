import { openCustomerSocket } from '@ccc-store/mock-server'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ringing, textsOf } from '../conformance/desk'
import { temporaryFolder } from '../temporary-folder'
import { FLOW, until } from './centre'
import type { Rig, World } from './worlds'

/**
 * What every transport owes the chat client, whatever carries its messages (DESIGN: the ten promises).
 * @param make a world around the transport; with a folder, one whose call centre outlives a restart
 */
export function transportContract(name: string, make: (dataDir?: string) => Promise<World>): void {
  describe(`${name}, the transport contract:`, () => {
    let world: World
    beforeEach(async () => {
      world = await make(temporaryFolder())
    })
    afterEach(() => world.close())

    const online = (rig: Rig) => until(() => rig.snapshot().connection.status === 'online')
    const greeted = async (user: string) => {
      const rig = await world.rig(user)
      await until(() => rig.snapshot().conversation.state.menuSeq !== undefined)
      return rig
    }
    const settled = (rig: Rig) => until(() => rig.snapshot().pending.length === 0)
    /** time passes on the phone until nothing waits any more: what got lost is noticed by then */
    const patient = async (rig: Rig, done: () => boolean | Promise<boolean>) => {
      for (let round = 0; round < 40; round += 1) {
        const end = Date.now() + 250
        while (Date.now() < end) {
          if (await done()) return
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
        rig.phone.pass(20_000)
      }
      throw new Error(`not done: ${done}`)
    }
    const served = async (user: string) => {
      const agent = await world.centre.agent()
      const rig = await greeted(user)
      rig.client.say('人工')
      const sessionId = await ringing(agent)
      await agent.command({ t: 'accept', sessionId })
      await until(() => rig.snapshot().conversation.state.phase === 'serving')
      const says = (text: string) => agent.command({ t: 'send', sessionId, content: { kind: 'text', text } })
      return { agent, rig, sessionId, says }
    }
    /** what the client shows is the log, from its first entry on, without a gap */
    const isTheLog = async (rig: Rig) => {
      const log = await world.centre.log(rig.customerId)
      const shown = rig.snapshot().conversation.entries
      expect(shown.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
      expect(textsOf([...shown])).toEqual(log.flatMap(({ body }) => ('text' in body ? [body.text] : [])))
    }

    test('a newcomer is greeted by the flow, with its menu', async () => {
      const rig = await greeted('newcomer')
      const { entries, state } = rig.snapshot().conversation
      expect(state.phase).toBe('flow')
      expect(entries.find(({ seq }) => seq === state.menuSeq)?.body.kind).toBe('menu')
      await isTheLog(rig)
    })

    test('P1 what is acknowledged is there after a restart of the call centre', async () => {
      const rig = await greeted('durable')
      rig.client.say('1')
      await settled(rig)
      await world.centre.stop()
      await world.centre.start()
      const log = await world.centre.log(rig.customerId)
      expect(log.filter(({ body }) => body.kind === 'text' && body.text === '1')).toHaveLength(1)
    })

    test('P2 a message whose acknowledgement was lost is written once, and settles once', async () => {
      const { rig } = await served('retry')
      rig.client.say('one')
      rig.cut()
      rig.client.say('two')
      rig.restore()
      await patient(rig, () => rig.snapshot().pending.length === 0)
      const said = (await world.centre.log(rig.customerId)).filter(({ from }) => from.role === 'customer')
      expect(said.map(({ body }) => ('text' in body ? body.text : ''))).toEqual(['人工', 'one', 'two'])
      expect(new Set(said.map(({ clientId }) => clientId)).size).toBe(3)
      await isTheLog(rig)
    })

    test('P3 both sides speak at once: one order, without gaps, and the same for everybody', async () => {
      const { agent, rig, says } = await served('order')
      for (let turn = 0; turn < 8; turn += 1) {
        rig.client.say(`customer ${turn}`)
        await says(`agent ${turn}`)
      }
      await patient(rig, () => rig.snapshot().pending.length === 0 && rig.texts().includes('agent 7'))
      await isTheLog(rig)
      const seen = agent.frames.flatMap((frame) => (frame.t === 'entries' ? frame.entries : []))
      const shown = rig.snapshot().conversation.entries.filter(({ seq }) => seen.some((other) => other.seq === seq))
      expect(shown.map(({ seq }) => seq)).toEqual(seen.map(({ seq }) => seq))
      const mine = rig.texts().filter((text) => text.startsWith('customer'))
      expect(mine).toEqual(Array.from({ length: 8 }, (_, turn) => `customer ${turn}`))
    })

    test('P4 after a time without a network the client gets exactly what it missed, state included', async () => {
      const { agent, rig, sessionId, says } = await served('away')
      const before = rig.snapshot().conversation.entries.length
      rig.cut()
      await until(() => rig.snapshot().connection.status !== 'online')
      await says('are you there?')
      await says('I close this now')
      await agent.command({ t: 'end', sessionId })
      expect(rig.snapshot().conversation.entries).toHaveLength(before)
      rig.restore()
      await patient(rig, () => rig.snapshot().conversation.state.phase === 'closed')
      // and the flow's own words after an agent's end
      expect(rig.texts().slice(-3, -1)).toEqual(['are you there?', 'I close this now'])
      expect(rig.snapshot().conversation.state.closeReason).toBe('agent_ended')
      await isTheLog(rig)
    })

    test('P4 a call centre that restarts is found again, with everything', async () => {
      const { rig } = await served('restart')
      await world.centre.stop()
      rig.client.say('said to nobody')
      await world.centre.start()
      await patient(rig, () => rig.snapshot().pending.length === 0 && rig.snapshot().connection.status === 'online')
      await isTheLog(rig)
    })

    test('P3 P4 P8 with everything lost, doubled and overtaken on the way, the client ends with the whole log', async () => {
      const { rig, says } = await served('unruly')
      for (let turn = 0; turn < 12; turn += 1) {
        world.makeUnruly()
        rig.client.say(`customer ${turn}`)
        await says(`agent ${turn}`)
      }
      world.makeCalm()
      const ours = Array.from({ length: 12 }, (_, turn) => `customer ${turn}`)
      const theirs = Array.from({ length: 12 }, (_, turn) => `agent ${turn}`)
      await patient(rig, () => rig.snapshot().pending.length === 0 && rig.texts().includes('agent 11'))
      await isTheLog(rig)
      const log = textsOfLog(await world.centre.log(rig.customerId))
      expect(log.filter((text) => text.startsWith('agent'))).toEqual(theirs)
      expect(log.filter((text) => text.startsWith('customer'))).toEqual(ours)
    })

    test('a refused command says why, and changes nothing', async () => {
      const rig = await greeted('refused')
      const before = (await world.centre.log(rig.customerId)).length
      rig.client.once({ t: 'leave' })
      await until(() => rig.errors.includes('QUEUE_LEFT'))
      expect(await world.centre.log(rig.customerId)).toHaveLength(before)
    })

    test('the place in the queue is told when it changes, and the queue can be left', async () => {
      // others, on sockets of their own: one is served, one waits
      const inNeed = async (user: string) => {
        const { token } = await world.centre.logIn(user)
        const socket = await openCustomerSocket(world.centre.url, { token, ivrId: FLOW })
        await socket.command({ t: 'enter' })
        await socket.command({ t: 'send', content: { kind: 'text', text: '人工' } })
        return socket
      }
      const agent = await world.centre.agent()
      const first = await inNeed('first')
      await agent.command({ t: 'accept', sessionId: await ringing(agent) })
      const second = await inNeed('second')
      const rig = await greeted('third')
      rig.client.say('人工')
      const waitNo = () => rig.snapshot().conversation.state.waitNo
      await until(() => waitNo() === 1)
      await second.command({ t: 'leave' })
      await until(() => waitNo() === 0)
      rig.client.once({ t: 'leave' })
      await until(() => rig.snapshot().conversation.state.closeReason === 'customer_left')
      for (const socket of [first, second]) await socket.close()
    })

    test('signs of typing reach the other side, and read marks too', async () => {
      const { agent, rig, sessionId, says } = await served('typing')
      agent.send({ t: 'typing', sessionId })
      await until(() => rig.snapshot().agentTyping)
      rig.client.typing()
      await agent.next((frame) => frame.t === 'typing')
      await says('read this')
      await until(() => rig.texts().includes('read this'))
      const { seq = 0 } = rig.snapshot().conversation.entries.at(-1) ?? {}
      rig.client.read(seq)
      await agent.next(
        (frame) => frame.t === 'desk' && frame.desk.sessions.some(({ readByCustomer = 0 }) => readByCustomer >= seq),
      )
    })

    test('a message that is taken back reads as taken back, on both sides', async () => {
      const { agent, rig, sessionId, says } = await served('recall')
      await says('oops')
      const theirs = await until(() =>
        rig.snapshot().conversation.entries.find(({ body }) => body.kind === 'text' && body.text === 'oops'),
      )
      await agent.command({ t: 'recall', sessionId, seq: theirs.seq })
      const bodyAt = (seq: number) => rig.snapshot().conversation.entries.find((entry) => entry.seq === seq)?.body.kind
      await until(() => bodyAt(theirs.seq) === 'recalled')
      rig.client.say('mine')
      await settled(rig)
      const mine = await until(() =>
        rig.snapshot().conversation.entries.find(({ body }) => body.kind === 'text' && body.text === 'mine'),
      )
      rig.client.recall(mine.seq)
      await until(() => bodyAt(mine.seq) === 'recalled')
      const log = await world.centre.log(rig.customerId)
      expect(log.filter(({ body }) => body.kind === 'recalled').map(({ seq }) => seq)).toEqual([theirs.seq, mine.seq])
    })

    test('older entries come by pages, down to the first', async () => {
      const { rig, says } = await served('history')
      for (let turn = 0; turn < 60; turn += 1) await says(`line ${turn}`)
      await patient(rig, () => rig.texts().includes('line 59'))
      // the same customer on another phone: a reset brings the newest only
      const other = await world.rig('history')
      await online(other)
      await until(() => other.texts().includes('line 59'))
      const first = () => other.snapshot().conversation.entries[0]?.seq ?? 0
      expect(first()).toBeGreaterThan(1)
      while (first() > 1) {
        const before = first()
        other.client.loadOlder()
        await until(() => first() < before)
      }
      await isTheLog(other)
    })

    test('a blocked customer is told, and the client stops trying', async () => {
      const { agent, rig, sessionId } = await served('rude')
      await agent.command({ t: 'block', sessionId })
      await patient(rig, () => rig.snapshot().connection.status === 'failed')
      expect(rig.snapshot().connection.error?.code).toBe('CUSTOMER_BLOCKED')
    })
  })
}

const textsOfLog = (log: readonly { body: { kind: string } }[]): string[] =>
  log.flatMap(({ body }) => ('text' in body && typeof body.text === 'string' ? [body.text] : []))
