import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { demoFlow } from '../flow/demo-flow.fixture'
import { ratingTags } from '../protocol'
import { canLeaveMessage, decide } from './machine'
import { newSession, type Session, type SessionCommand } from './session'

const ada = { agentId: 'a1', name: 'Ada', staffNo: '1001' }
const at = (commands: SessionCommand[], now = 1_000) =>
  commands.reduce((last, command) => decide(demoFlow, last.session, command, now), {
    session: newSession,
    entries: [],
    effects: [],
  } as ReturnType<typeof decide>)

const says = (text: string, idleMs?: number): SessionCommand => ({
  type: 'customerSays',
  body: { kind: 'text', text },
  clientId: 'c1',
  ...(idleMs !== undefined && { idleMs }),
})
const image = {
  kind: 'image' as const,
  file: { fileId: 'f1', name: 'a.png', size: 1, mime: 'image/png' },
  width: 1,
  height: 1,
}
const productCard = { kind: 'card' as const, card: { type: 'product' as const, title: 'T-shirt' } }
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
    expect(effects).toContainEqual({ type: 'route', skillGroupId: 'sales' })
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

  test('P7 a flow that asks waits for the customer so long and no longer, from each of their words on', () => {
    const idleMs = 5_000
    const begun: SessionCommand[] = [{ type: 'start', idleMs }]
    const starts = { type: 'startTimer', kind: 'idle', dueAt: 6_000 }
    const cancels = { type: 'cancelTimer', kind: 'idle' }
    expect(at(begun).effects).toEqual([starts])
    const wrong = says('?', idleMs)
    expect(at([...begun, wrong]).effects).toEqual([starts])
    expect(at([...begun, says('A', idleMs)]).effects).toContainEqual(cancels)
    expect(at([...begun, { type: 'customerEnds' }]).effects).toEqual([cancels])
    expect(at([...begun, { type: 'idleTimeout' }])).toMatchObject({
      session: { phase: 'closed', closeReason: 'customer_timeout', rating: 'none' },
      effects: [cancels],
    })
    for (const later of [requested, ringing, serving]) {
      const { session } = at(later)
      expect(decide(demoFlow, session, says('hm', idleMs), 1_000).effects).not.toContainEqual(starts)
    }
    expect(at([...serving, { type: 'idleTimeout' }]).session.phase).toBe('serving')
  })

  test('P7 a flow waits for ever where nobody says how long', () => {
    expect(at([{ type: 'start' }]).effects).toEqual([])
    expect(at([{ type: 'start', idleMs: 0 }, says('?', 0)]).effects).toEqual([])
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
    const wrote: SessionCommand[] = [
      ...serving,
      { type: 'agentSays', body: { kind: 'text', text: 'hi' }, clientId: 'x' },
    ]
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
      expect.objectContaining({ kind: 'rating_invite' }),
      { kind: 'event', event: 'session_closed', reason },
    ])
    expect(effects).toContainEqual({ type: 'agentFreed', agentId: 'a1' })
  })

  test('a picture at a menu is a wrong answer; a card is none, and both count as a reply to the agent', () => {
    const picture: SessionCommand = { type: 'customerSays', body: image, clientId: 'c2' }
    const card: SessionCommand = { type: 'customerSays', body: productCard, clientId: 'c3' }
    expect(bodies([{ type: 'start' }, picture]).map((body) => body.kind)).toEqual(['image', 'text'])
    expect(bodies([{ type: 'start' }, card])).toEqual([productCard])
    const wrote: SessionCommand[] = [...serving, { type: 'agentSays', body: image, clientId: 'x' }]
    for (const reply of [picture, card]) {
      expect(at([...wrote, reply]).effects).toEqual([{ type: 'cancelTimer', kind: 'reply' }])
    }
  })

  test.each([
    ['the queue', [...requested, { type: 'queue', waitNo: 1 }], []],
    [
      'a ringing agent',
      ringing,
      [
        { type: 'cancelTimer', kind: 'ring' },
        { type: 'agentFreed', agentId: 'a1' },
      ],
    ],
  ] as [string, SessionCommand[], object[]][])(
    'the customer can leave %s, and is not asked to rate',
    (_, before, freed) => {
      const { session, entries, effects } = at([...before, { type: 'customerLeaves' }])
      expect(session).toMatchObject({ phase: 'closed', closeReason: 'customer_left', rating: 'none' })
      expect(entries.map((entry) => entry.body)).toEqual([
        { kind: 'event', event: 'session_closed', reason: 'customer_left' },
      ])
      expect(effects).toEqual(freed)
    },
  )

  test('nobody leaves a session that is served, or a menu', () => {
    for (const before of [serving, [{ type: 'start' } as const]]) {
      expect(at([...before, { type: 'customerLeaves' }]).entries).toEqual([])
    }
  })

  test.each([
    ['a menu', [{ type: 'start' }], ['event']],
    ['the service', serving, ['rating_invite', 'event']],
  ] as [string, SessionCommand[], string[]][])('the customer can end %s', (_, before, kinds) => {
    const { session, entries, effects } = at([...before, { type: 'customerEnds' }])
    expect(session).toMatchObject({ phase: 'closed', closeReason: 'customer_ended' })
    expect(entries.map(({ body }) => body.kind)).toEqual(kinds)
    expect(effects.filter(({ type }) => type === 'agentFreed')).toHaveLength(session.agent ? 1 : 0)
    expect(bodies([...before, { type: 'customerEnds' }, { type: 'customerEnds' }])).toEqual([])
  })

  test('ending while one waits is leaving the queue', () => {
    for (const before of [[...requested, { type: 'queue', waitNo: 1 } as const], ringing]) {
      const leaves = at([...before, { type: 'customerLeaves' }])
      expect(at([...before, { type: 'customerEnds' }])).toEqual(leaves)
    }
  })

  test('offers other words for few stars, unless the flow names only one list', () => {
    const invite = (ratingTags?: string[], lowRatingTags?: string[]) => {
      const nodes = demoFlow.nodes.map((node) =>
        node.kind === 'end'
          ? { ...node, ...(ratingTags && { ratingTags }), ...(lowRatingTags && { lowRatingTags }) }
          : node,
      )
      return decide({ nodes }, at(serving).session, { type: 'inviteRating' }, 0).entries[0]?.body
    }
    const offered = (body: ReturnType<typeof invite>) =>
      body?.kind === 'rating_invite' ? [3, 4].map((score) => ratingTags(score, body)[0]) : []
    expect(offered(invite())).toEqual(['等待太久', '回复及时'])
    expect(offered(invite(['好']))).toEqual(['好', '好'])
    expect(offered(invite(['好'], ['差']))).toEqual(['差', '好'])
    expect(offered(invite(undefined, ['差']))).toEqual(['差', '回复及时'])
  })

  test('asks for one rating: by the agent, or else at the end', () => {
    const invited: SessionCommand[] = [...serving, { type: 'inviteRating' }]
    expect(bodies(invited).map((body) => body.kind)).toEqual(['rating_invite'])
    expect(bodies([...invited, { type: 'inviteRating' }])).toEqual([])
    expect(bodies([...invited, { type: 'agentEnds' }]).map((body) => body.kind)).toEqual(['text', 'event'])
  })

  test('takes one rating, for 24 hours, also after the end', () => {
    const rate: SessionCommand = { type: 'rate', score: 5, tags: ['友好'], comment: '谢谢', clientId: 'r1' }
    expect(bodies([...serving, rate])).toEqual([])
    const ended: SessionCommand[] = [...serving, { type: 'agentEnds' }]
    expect(at([...ended, rate]).entries).toEqual([
      {
        from: { role: 'customer' },
        body: { kind: 'rating', score: 5, tags: ['友好'], comment: '谢谢' },
        clientId: 'r1',
      },
    ])
    expect(bodies([...ended, rate, rate])).toEqual([])
    const { session } = at(ended)
    const day = 24 * 3_600_000
    expect(decide(demoFlow, session, rate, 1_000 + day).entries).toHaveLength(1)
    expect(decide(demoFlow, session, rate, 1_001 + day).entries).toEqual([])
  })

  test('takes a message after nobody was online, and another in its place; never from who is served or was', () => {
    const leave: SessionCommand = { type: 'leaveMessage', text: '请回电', contact: '13800000000', clientId: 'l1' }
    const left = { kind: 'message_left', text: '请回电', contact: '13800000000' }
    const refused: SessionCommand[] = [...requested, { type: 'refuse' }]
    expect(bodies([...refused, leave])).toEqual([left])
    expect(bodies([...refused, leave, leave])).toEqual([left])
    for (const before of [serving, [...serving, { type: 'agentEnds' } as const]]) {
      expect(bodies([...before, leave])).toEqual([])
    }
  })

  test('a message left while one waits ends the waiting', () => {
    const leave: SessionCommand = { type: 'leaveMessage', text: '请回电', clientId: 'l1' }
    for (const before of [[...requested, { type: 'queue', waitNo: 1 } as const], ringing]) {
      const { session, entries, effects } = at([...before, leave])
      expect(session).toMatchObject({ phase: 'closed', closeReason: 'customer_left', messageLeft: true })
      expect(entries.map(({ body }) => body.kind)).toEqual(['message_left', 'event'])
      expect(effects.filter(({ type }) => type === 'agentFreed')).toHaveLength(session.agent ? 1 : 0)
      expect(canLeaveMessage(session)).toBe(true)
    }
  })

  test('an agent can begin one, under the rules of the end module that the skill group leads to', () => {
    const begun: SessionCommand[] = [{ type: 'agentStarts', agent: ada, skillGroupId: 'sales' }]
    const { session, entries } = at(begun)
    expect(session).toMatchObject({ phase: 'serving', agent: ada, skillGroupId: 'sales' })
    expect(entries.map((entry) => entry.body)).toEqual([
      { kind: 'event', event: 'session_started' },
      { kind: 'event', event: 'agent_joined' },
    ])
    expect(bodies([...begun, { type: 'agentEnds' }])[0]).toEqual({ kind: 'text', text: '感谢咨询' })
    // the rules are those of the end module that the skill group's transfer leads to
    const other = {
      id: 'other',
      kind: 'end',
      label: '',
      replyTimeoutSeconds: 0,
      timeoutText: '',
      agentEndedText: '再会',
    } as const
    const nodes = [
      other,
      ...demoFlow.nodes.map((node) => (node.kind === 'transfer' ? { ...node, skillGroupId: 'care' } : node)),
    ]
    const served = (skillGroupId: string) => {
      const { session: begunThere } = decide(
        { nodes },
        newSession,
        { type: 'agentStarts', agent: ada, skillGroupId },
        0,
      )
      return decide({ nodes }, begunThere, { type: 'agentEnds' }, 0).entries[0]?.body
    }
    expect(served('care')).toEqual({ kind: 'text', text: '感谢咨询' })
    expect(served('gone')).toEqual({ kind: 'text', text: '再会' })
  })

  test('an agent says nothing before accepting, and begins no session that is under way', () => {
    const agentSays: SessionCommand = { type: 'agentSays', body: { kind: 'text', text: 'hi' }, clientId: 'c9' }
    expect(at([...ringing, agentSays])).toMatchObject({ session: at(ringing).session, entries: [], effects: [] })
    const begins: SessionCommand = { type: 'agentStarts', agent: ada, skillGroupId: 'sales' }
    for (const before of [[{ type: 'start' } as const], requested, ringing, serving]) {
      expect(at([...before, begins])).toMatchObject({ session: at(before).session, entries: [], effects: [] })
    }
  })

  test('P7 whatever closes a session cancels the timer of the phase it was in, and no other', () => {
    const queued: SessionCommand[] = [...requested, { type: 'queue', waitNo: 0 }]
    const timers = (commands: SessionCommand[]) => at(commands).effects.filter(({ type }) => type === 'cancelTimer')
    const ends: SessionCommand[] = [{ type: 'blockCustomer' }, { type: 'customerEnds' }]
    for (const end of ends) {
      expect(timers([...queued, end])).toEqual([])
      expect(timers([...ringing, end])).toEqual([{ type: 'cancelTimer', kind: 'ring' }])
      expect(timers([...serving, end])).toEqual([{ type: 'cancelTimer', kind: 'reply' }])
    }
    expect(timers([...serving, { type: 'agentEnds' }])).toEqual([{ type: 'cancelTimer', kind: 'reply' }])
    expect(timers([...ringing, { type: 'leaveMessage', text: 'x', clientId: 'c9' }])).toEqual([
      { type: 'cancelTimer', kind: 'ring' },
    ])
  })

  test('blocking closes whatever is open', () => {
    for (const before of [requested, ringing, serving]) {
      expect(at([...before, { type: 'blockCustomer' }]).session).toMatchObject({
        phase: 'closed',
        closeReason: 'blocked',
      })
    }
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
      { type: 'agentSays', body: { kind: 'text', text: 'x' }, clientId: 'k' },
      { type: 'agentEnds' },
      { type: 'replyTimeout' },
      { type: 'customerLeaves' },
      { type: 'customerEnds' },
      { type: 'inviteRating' },
      { type: 'rate', score: 1, tags: [], clientId: 'r' },
      { type: 'leaveMessage', text: 'call me', clientId: 'l' },
      { type: 'blockCustomer' },
      { type: 'agentStarts', agent: ada, skillGroupId: 'sales' },
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
          if (before.phase === 'closed') {
            // a rating or a message left is all that may follow, and neither opens anything
            const { rating, messageLeft } = session
            expect(decision).toMatchObject({ session: { ...before, rating, messageLeft }, effects: [] })
            expect(decision.entries.every(({ body }) => body.kind === 'rating' || body.kind === 'message_left')).toBe(
              true,
            )
          }
          if (before.phase === 'serving') expect(session.agent).toEqual(before.agent)
          if (session.phase === 'ringing' || session.phase === 'serving') expect(session.agent).not.toBeNull()
        }
        expect(freed).toBe(session.phase === 'closed' && session.agent ? 1 : 0)
      }),
    )
  })
})
