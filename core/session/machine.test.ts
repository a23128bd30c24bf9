import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { demoFlow } from '../flow/demo-flow.fixture'
import { decide } from './machine'
import { newSession, type Session, type SessionCommand } from './session'

const ada = { agentId: 'a1', name: 'Ada', staffNo: '1001' }
const at = (commands: SessionCommand[], now = 1_000) =>
  commands.reduce((last, command) => decide(demoFlow, last.session, command, now), {
    session: newSession,
    entries: [],
    effects: [],
  } as ReturnType<typeof decide>)

const says = (text: string): SessionCommand => ({ type: 'customerSays', text, clientId: 'c1' })
const requested: SessionCommand[] = [{ type: 'start' }, says('A')]
const ringing: SessionCommand[] = [...requested, { type: 'offer', agent: ada, ringSeconds: 20 }]
const serving: SessionCommand[] = [...ringing, { type: 'accept' }]
const bodies = (commands: SessionCommand[]) => at(commands).entries.map((entry) => entry.body)

describe('the session machine', () => {
  test('starts with an event, the greeting and the menu', () => {
    expect(bodies([{ type: 'start' }]).map((body) => body.kind)).toEqual(['event', 'text', 'menu'])
  })

  test('asks routing when the flow wants an agent, and stays in flow until routing answers', () => {
    const { session, effects } = at(requested)
    expect(effects).toEqual([{ type: 'route', skillGroupId: 'sales' }])
    expect(session.phase).toBe('flow')
  })

  test('queues with the true number ahead', () => {
    expect(at([...requested, { type: 'queue', waitNo: 2 }]).session.phase).toBe('queued')
    expect(bodies([...requested, { type: 'queue', waitNo: 2 }])).toEqual([
      { kind: 'event', event: 'queued' },
      { kind: 'text', text: '前面还有 2 位' },
    ])
  })

  test('closes with the failure message when nobody is online', () => {
    const { session } = at([...requested, { type: 'refuse' }])
    expect(session).toMatchObject({ phase: 'closed', closeReason: 'no_agent' })
  })

  test('P7 an offer starts the ring timer, accepting cancels it', () => {
    expect(at(ringing).effects).toEqual([{ type: 'startTimer', kind: 'ring', dueAt: 21_000 }])
    expect(at(serving).effects).toEqual([{ type: 'cancelTimer', kind: 'ring' }])
  })

  test('announces the agent, then says the success message', () => {
    expect(at(serving).entries).toEqual([
      { from: { role: 'agent', name: 'Ada', staffNo: '1001' }, body: { kind: 'event', event: 'agent_joined' } },
      { from: { role: 'system' }, body: { kind: 'text', text: '客服 1001 为您服务' } },
    ])
  })

  test('an unanswered offer goes back to routing, remembers the agent, and tells the customer once', () => {
    const missed = at([...ringing, { type: 'unanswered' }])
    expect(missed.session).toMatchObject({ phase: 'queued', agent: null, missed: ['a1'] })
    expect(missed.effects).toContainEqual({ type: 'route', skillGroupId: 'sales' })
    expect(missed.effects).toContainEqual({ type: 'agentMissed', agentId: 'a1' })
    const again: SessionCommand[] = [...ringing, { type: 'unanswered' }, { type: 'queue', waitNo: 0 }]
    expect(bodies(again)).toHaveLength(2)
    expect(
      bodies([...again, { type: 'offer', agent: ada }, { type: 'unanswered' }, { type: 'queue', waitNo: 0 }]),
    ).toEqual([])
  })

  test('P7 the agent writing starts the reply timer, the customer writing cancels it', () => {
    const wrote: SessionCommand[] = [...serving, { type: 'agentSays', text: 'hi', clientId: 'x' }]
    expect(at(wrote).effects).toEqual([{ type: 'startTimer', kind: 'reply', dueAt: 61_000 }])
    expect(at([...wrote, says('yes')]).effects).toEqual([{ type: 'cancelTimer', kind: 'reply' }])
  })

  test.each([
    ['agentEnds', 'agent_ended', '感谢咨询'],
    ['replyTimeout', 'customer_timeout', '超时结束'],
  ] as const)('%s closes, says so, and frees the agent', (type, reason, text) => {
    const { session, entries, effects } = at([...serving, { type }])
    expect(session).toMatchObject({ phase: 'closed', closeReason: reason })
    expect(entries.map((entry) => entry.body)).toEqual([
      { kind: 'text', text },
      { kind: 'event', event: 'session_closed', reason },
    ])
    expect(effects).toContainEqual({ type: 'agentFreed', agentId: 'a1' })
  })

  test('P5 under any order of commands: one agent at most, closed is final, an agent is freed exactly once', () => {
    const command = fc.constantFrom<SessionCommand>(
      { type: 'start' },
      says('A'),
      says('nonsense'),
      { type: 'queue', waitNo: 1 },
      { type: 'refuse' },
      { type: 'offer', agent: ada },
      { type: 'offer', agent: { ...ada, agentId: 'a2' } },
      { type: 'accept' },
      { type: 'unanswered' },
      { type: 'agentSays', text: 'x', clientId: 'k' },
      { type: 'agentEnds' },
      { type: 'replyTimeout' },
    )
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        let session: Session = newSession
        let freed = 0
        for (const next of commands) {
          const before = session
          const decision = decide(demoFlow, session, next, 0)
          session = decision.session
          freed += decision.effects.filter((effect) => effect.type === 'agentFreed').length
          if (before.phase === 'closed') expect(decision).toEqual({ session: before, entries: [], effects: [] })
          if (before.phase === 'serving') expect(session.agent).toEqual(before.agent)
          if (session.phase === 'ringing' || session.phase === 'serving') expect(session.agent).not.toBeNull()
        }
        expect(freed).toBe(session.phase === 'closed' && session.agent ? 1 : 0)
      }),
    )
  })
})
