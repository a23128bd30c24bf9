import { deepEqual, equal, ok } from 'node:assert/strict'
import { openAgentSocket, openCustomerSocket } from '@ccc-store/mock-server'
import { deskOf, ringing, say } from '../../desk'
import { readLog } from '../chaos/read-log'
import { type KillCheck, newAgent, newCustomer } from './check'

/** Few enough that most are under way when the first is acknowledged. */
const MESSAGES = 80

export const KILL_CHECKS: readonly KillCheck[] = [
  {
    name: 'P1 what was acknowledged before a kill is there, at its place; P2 what was not is there once, sent again',
    async run(target) {
      const zoe = await newCustomer(target)
      const ids = Array.from({ length: MESSAGES }, (_, i) => `m${i}`)
      const acked = new Map<string, number | undefined>()
      zoe.onFrame((frame) => {
        if (frame.t === 'ack') acked.set(frame.id, frame.seq)
      })
      for (const id of ids) zoe.send({ ...say(`text of ${id}`), id })
      await zoe.next((frame) => frame.t === 'ack')
      await target.killAndStart()
      const before = new Map(acked)
      const again = await openCustomerSocket(target.url, { token: zoe.token, ivrId: target.ivrId })
      for (const id of ids) {
        const ack = await again.commandWithId(id, say(`text of ${id}`))
        equal(ack.t, 'ack')
        if (before.has(id)) equal(ack.t === 'ack' && ack.seq, before.get(id))
      }
      const log = await readLog(target.url, target.ivrId, zoe.token)
      deepEqual(
        log.map(({ seq }) => seq),
        log.map((_, i) => i + 1),
      )
      deepEqual(
        log.flatMap(({ clientId }) => clientId ?? []),
        ids,
      )
    },
  },
  {
    name: 'P5 P9 after a kill a session has its agent, the queue its order, and everybody is still logged in',
    async run(target) {
      const agent = await newAgent(target, 0)
      const served = await newCustomer(target)
      await served.command(say('人工'))
      const sessionId = await ringing(agent)
      await agent.command({ t: 'accept', sessionId })
      const waiting = [await newCustomer(target), await newCustomer(target)]
      for (const socket of waiting) await socket.command(say('人工'))
      await target.killAndStart()
      const desk = await openAgentSocket(target.url, { token: agent.token })
      const [welcome] = desk.frames
      const session = welcome && deskOf(welcome)?.sessions.find((one) => one.sessionId === sessionId)
      equal(session?.phase, 'serving')
      const back = await Promise.all(
        waiting.map(({ token }) => openCustomerSocket(target.url, { token, ivrId: target.ivrId })),
      )
      for (const [i, socket] of back.entries()) {
        const [frame] = socket.frames
        ok(frame?.t === 'welcome')
        deepEqual([frame.state.phase, frame.state.waitNo], ['queued', i])
      }
      for (const socket of back) await socket.command({ t: 'leave' })
      await desk.command({ t: 'end', sessionId })
      await desk.command({ t: 'status', status: 'offline' })
    },
  },
]
