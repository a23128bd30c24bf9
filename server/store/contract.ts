import type { FlowDefinition } from '@ccc-store/core/flow'
import type { Entry } from '@ccc-store/core/protocol'
import { type EntryDraft, newSession, type Session } from '@ccc-store/core/session'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { StoredSession } from './ports/conversations'
import { type Store, scopes, type Tx } from './store'

/** What an engine brings to be tried. */
export interface Engine {
  store: Store
  /** The same data as after a crash at this moment: what was not durable is gone. */
  crash(): Promise<Engine>
  close(): Promise<void>
}

const FLOW: FlowDefinition = { nodes: [{ id: 'start', kind: 'start', label: '开始', next: 'end' }] }
const GROUP = 'g1'
const conversationOf = (i: number) => `v${i}`

/**
 * What every engine of the store keeps (DESIGN: the promises), whatever it keeps in memory.
 * @param open on an empty store
 * @param openQuickly the same where nothing needs to outlive it, for many histories
 */
export function storeContract(
  open: () => Promise<Engine>,
  openQuickly: () => Promise<Pick<Engine, 'store' | 'close'>>,
): void {
  let engine: Engine
  const engines: Engine[] = []
  beforeEach(async () => {
    engine = await open()
    engines.push(engine)
    await engine.store.write(scopes.server, setUp)
  })
  afterEach(async () => {
    for (const one of engines.splice(0)) await one.close()
  })
  const crash = async (): Promise<Store> => {
    const again = await engine.crash()
    engines.push(again)
    return again.store
  }
  const say = (store: Store, i: number, text: string) =>
    store.write(scopes.conversation(conversationOf(i)), speak(i, text))

  describe('P1 what was acknowledged', () => {
    test('P1 is there after a crash', async () => {
      await say(engine.store, 0, 'hello')
      expect(texts(await logOf(await crash(), 0))).toEqual(['hello'])
    })

    test('P1 is whole: of a use case that failed nothing is there, before a crash or after', async () => {
      const failing = engine.store.write(scopes.conversation(conversationOf(0)), async (tx) => {
        await speak(0, 'never')(tx)
        // half of it is in the tables by now
        await tx.queue.first([GROUP])
        await speak(0, 'never either')(tx)
        await tx.receipts.keep('customer:c0', 'm1', 2)
        throw new Error('no')
      })
      const [, said] = await Promise.allSettled([failing, say(engine.store, 0, 'said')])
      await expect(failing).rejects.toThrow('no')
      expect(said.status).toBe('fulfilled')
      for (const store of [engine.store, await crash()]) {
        expect(texts(await logOf(store, 0))).toEqual(['said'])
        const receipt = await store.write(scopes.server, (tx) => tx.receipts.find('customer:c0', 'm1'))
        expect(receipt).toBeUndefined()
      }
    })
  })

  test('P2 a receipt is found by whoever tries again: at once, later, and after a crash', async () => {
    const once = (store: Store) =>
      store.write(scopes.conversation(conversationOf(0)), async (tx) => {
        const seq = await tx.receipts.find('customer:c0', 'm1')
        if (seq !== undefined) return seq
        await speak(0, 'once')(tx)
        await tx.receipts.keep('customer:c0', 'm1', 1)
        return 1
      })
    expect(await Promise.all([once(engine.store), once(engine.store)])).toEqual([1, 1])
    expect(await once(engine.store)).toBe(1)
    const store = await crash()
    expect(await once(store)).toBe(1)
    expect(texts(await logOf(store, 0))).toEqual(['once'])
  })

  test('P3 two who write at once leave one order without a gap, the same for every reader', async () => {
    const words = Array.from({ length: 40 }, (_, i) => `word ${i}`)
    await Promise.all(words.map((word) => say(engine.store, 0, word)))
    const log = await logOf(engine.store, 0)
    expect(log.map(({ seq }) => seq)).toEqual(words.map((_, i) => i + 1))
    expect(new Set(texts(log))).toEqual(new Set(words))
    expect(await logOf(await crash(), 0)).toEqual(log)
  })

  test('P5 of two who claim the first of the queue at once, each gets another one', async () => {
    for (const i of [0, 1, 2]) await engine.store.write(scopes.conversation(conversationOf(i)), queue(i, i + 1))
    const claim = () =>
      engine.store.write(scopes.server, async (tx) => {
        const first = await tx.queue.first([GROUP])
        if (first) await tx.sessions.save(withPhase(first, 'ringing'))
        return first?.conversationId
      })
    const claimed = await Promise.all([claim(), claim(), claim(), claim()])
    expect(claimed).toEqual(['v0', 'v1', 'v2', undefined])
  })

  test('P6 the queue is in the order of its tickets, and tells how many are ahead', async () => {
    await Promise.all([2, 0, 1].map((i) => engine.store.write(scopes.server, queue(i, i + 1))))
    const ahead = (store: Store) =>
      store.read(async ({ queue: { ahead: count, queued } }) => ({
        ahead: await Promise.all([1, 2, 3].map((ticket) => count(GROUP, ticket))),
        queued: await queued(GROUP),
      }))
    expect(await ahead(engine.store)).toEqual({ ahead: [0, 1, 2], queued: 3 })
    // an offer that rings still waits
    await engine.store.write(
      scopes.server,
      change(0, (session) => withPhase(session, 'ringing')),
    )
    expect(await ahead(engine.store)).toEqual({ ahead: [0, 1, 2], queued: 2 })
    await engine.store.write(
      scopes.server,
      change(0, (session) => withPhase(session, 'serving')),
    )
    for (const store of [engine.store, await crash()]) {
      expect(await ahead(store)).toEqual({ ahead: [0, 0, 1], queued: 2 })
      const first = await store.write(scopes.server, (tx) => tx.queue.first([GROUP]))
      expect(first?.conversationId).toBe('v1')
    }
  })

  describe('P7 a timer', () => {
    const due = (store: Store) => store.write(scopes.server, (tx) => tx.timers.takeDue())

    test('P7 is taken once, by one of two, and not again after a crash', async () => {
      await engine.store.write(
        scopes.server,
        change(0, (session) => ({ ...session, timers: { reply: 1 } })),
      )
      const taken = await Promise.all([due(engine.store), due(engine.store)])
      expect(taken).toEqual([{ sessionId: 's0', kind: 'reply' }, undefined])
      expect(await due(await crash())).toBeUndefined()
    })

    test('P7 that nobody took is there after a crash; one that was cancelled is not', async () => {
      await engine.store.write(
        scopes.server,
        change(0, (session) => ({ ...session, timers: { reply: 1 } })),
      )
      await engine.store.write(
        scopes.server,
        change(1, (session) => ({ ...session, timers: { ring: 2 } })),
      )
      await engine.store.write(
        scopes.server,
        change(1, (session) => ({ ...session, timers: {} })),
      )
      const store = await crash()
      expect(await store.read(({ timers }) => timers.nextDueAt())).toBe(1)
      expect([await due(store), await due(store)]).toEqual([{ sessionId: 's0', kind: 'reply' }, undefined])
    })
  })

  test('P3 P4 what is kept in memory makes no difference: it may be dropped between any two steps', async () => {
    const step = fc.tuple(fc.constantFrom(...STEP_NAMES), fc.integer({ min: 0, max: 2 }))
    // those that are carried out at once share a commit
    const steps = fc.array(fc.tuple(fc.boolean(), fc.array(step, { minLength: 1, maxLength: 4 })), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(steps, async (chosen) => {
        const [keeping, forgetting] = [await openQuickly(), await openQuickly()]
        try {
          for (const { store } of [keeping, forgetting]) await store.write(scopes.server, setUp)
          for (const [forgets, atOnce] of chosen) {
            if (forgets) forgetting.store.forgetAll()
            const outcomes = await Promise.all(
              [keeping, forgetting].map(({ store }) =>
                Promise.all(atOnce.map(([name, i]) => carryOut(store, STEPS[name], i))),
              ),
            )
            expect(outcomes[1]).toEqual(outcomes[0])
            expect(await everything(forgetting.store)).toEqual(await everything(keeping.store))
          }
        } finally {
          await keeping.close()
          await forgetting.close()
        }
      }),
      { numRuns: 100 },
    )
  })
}

/** Three customers with a session each, and nothing said. */
async function setUp(tx: Tx): Promise<void> {
  const { now } = tx
  await tx.apps.add({ sdkAppId: 1, name: 'shop', openidSecret: 'secret', ringSeconds: 30 })
  await tx.apps.publishFlow({ ivrId: 'f1', sdkAppId: 1, name: 'flow' }, FLOW)
  const { flowVersion = 0 } = (await tx.apps.publishedVersion('f1')) ?? {}
  for (const i of [0, 1, 2]) {
    const customer = { customerId: `c${i}`, sdkAppId: 1, name: null, avatarUrl: null, isBlocked: false }
    const log = { conversationId: conversationOf(i), epoch: 'e' }
    await tx.customers.add(customer, [{ kind: 'miniprogram', subject: `o${i}` }], log)
    await tx.sessions.save({
      sessionId: `s${i}`,
      conversationId: conversationOf(i),
      sdkAppId: 1,
      flowVersion,
      definition: FLOW,
      session: newSession,
      ticket: null,
      firstSeq: 1,
      lastSeq: 0,
      menuSeq: null,
      startedAt: now,
      joinedAt: null,
      closedAt: null,
      timers: {},
    })
  }
}

const texts = (entries: readonly Entry[]) => entries.flatMap(({ body }) => ('text' in body ? [body.text] : []))

const logOf = (store: Store, i: number): Promise<Entry[]> =>
  store.read(async ({ conversations, log }) => {
    const { head } = await conversations.get(conversationOf(i))
    return log.between(conversationOf(i), 0, head)
  })

const withPhase = (stored: StoredSession, phase: Session['phase']): StoredSession => ({
  ...stored,
  session: { ...stored.session, phase },
})

async function newestOf(tx: Tx, i: number): Promise<StoredSession> {
  const { newest } = await tx.conversations.get(conversationOf(i))
  if (!newest) throw new Error('there is no session')
  return newest
}

const change = (i: number, to: (session: StoredSession) => StoredSession) => async (tx: Tx) =>
  tx.sessions.save(to(await newestOf(tx, i)))

const queue = (i: number, ticket: number) =>
  change(i, (stored) => ({
    ...withPhase(stored, 'queued'),
    ticket,
    session: { ...stored.session, phase: 'queued', skillGroupId: GROUP },
  }))

const speak = (i: number, text: string) => append(i, { from: { role: 'customer' }, body: { kind: 'text', text } })

const append =
  (i: number, ...drafts: EntryDraft[]) =>
  async (tx: Tx) =>
    tx.sessions.save(await tx.log.append(await newestOf(tx, i), drafts))

type Step = (i: number) => (tx: Tx) => Promise<unknown>

/** All that can be done to a conversation. */
const STEPS = {
  customerSays: (i) => speak(i, 'hi'),
  othersSay: (i) => append(i, { from: { role: 'system' }, body: { kind: 'text', text: 'hello' } }),
  menu: (i) => append(i, { from: { role: 'system' }, body: { kind: 'menu', text: 'choose', options: [] } }),
  queue: (i) => queue(i, i + 1),
  ring: (i) => change(i, (session) => withPhase(session, 'ringing')),
  serve: (i) => change(i, (session) => withPhase(session, 'serving')),
  setTimer: (i) => change(i, (session) => ({ ...session, timers: { ...session.timers, reply: 10 + i } })),
  cancelTimers: (i) => change(i, (session) => ({ ...session, timers: {} })),
  invite: (i) => async (tx) => {
    await append(i, { from: { role: 'system' }, body: { kind: 'rating_invite', tags: ['good'] } })(tx)
    const invited = { rating: 'invited', invitedAt: 5 } as const
    await change(i, (stored) => ({ ...stored, session: { ...stored.session, ...invited } }))(tx)
  },
  rate: (i) => change(i, (stored) => ({ ...stored, session: { ...stored.session, rating: 'rated' } })),
  customerReads: (i) => async (tx) => {
    const { head } = await tx.conversations.get(conversationOf(i))
    await tx.conversations.markRead(conversationOf(i), 'customer', Math.max(0, head - 1))
  },
  agentReads: (i) => async (tx) => {
    const { head } = await tx.conversations.get(conversationOf(i))
    await tx.conversations.markRead(conversationOf(i), 'agent', head)
  },
  recall: (i) => async (tx) => {
    const { head } = await tx.conversations.get(conversationOf(i))
    if (head > 0) await tx.log.replaceBody(conversationOf(i), head, { kind: 'recalled' })
  },
  closeAndBegin: (i) => async (tx) => {
    const newest = await newestOf(tx, i)
    await tx.sessions.save({ ...withPhase(newest, 'closed'), closedAt: 7 })
    const { head } = await tx.conversations.get(conversationOf(i))
    const fresh = { session: newSession, ticket: null, menuSeq: null, closedAt: null, timers: {} }
    const sessionId = `${newest.sessionId}-${head}`
    await tx.sessions.save({ ...newest, ...fresh, sessionId, firstSeq: head + 1, lastSeq: head })
    await speak(i, 'again')(tx)
  },
  fail: (i) => async (tx) => {
    await speak(i, 'never')(tx)
    await tx.queue.first([GROUP])
    throw new Error('no')
  },
  takeTimer: () => (tx) => tx.timers.takeDue(),
  postponeTimer: () => (tx) => tx.timers.postponeDue(1_000),
  countAhead: (i) => (tx) => tx.queue.ahead(GROUP, i + 1),
  keepReceipt: (i) => async (tx) => {
    const known = await tx.receipts.find('customer:c0', `m${i}`)
    if (known === undefined) await tx.receipts.keep('customer:c0', `m${i}`, i)
    return known
  },
  forget: (i) => (tx) => tx.conversations.forget(conversationOf(i)),
} satisfies Record<string, Step>

const STEP_NAMES = Object.keys(STEPS) as (keyof typeof STEPS)[]

/** What came of it, but for the session as a whole, which is looked at afterwards. */
async function carryOut(store: Store, step: Step, i: number): Promise<unknown> {
  try {
    return await store.write(scopes.conversation(conversationOf(i)), step(i))
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

/** All that can be read. */
const everything = (store: Store): Promise<unknown> =>
  store.read(async ({ conversations, sessions, log, queue: waiting, timers }) => ({
    conversations: await Promise.all(
      [0, 1, 2].map(async (i) => {
        const conversation = await conversations.get(conversationOf(i))
        return {
          conversation,
          session: await sessions.find(`s${i}`),
          log: await log.between(conversationOf(i), 0, conversation.head),
          newest: await log.between(conversationOf(i), conversation.head - 1, conversation.head),
          unread: await log.countUnread(conversationOf(i)),
          invited: await sessions.invited(conversationOf(i)),
          ahead: await waiting.ahead(GROUP, i + 1),
        }
      }),
    ),
    queued: await waiting.queued(GROUP),
    nextDueAt: await timers.nextDueAt(),
  }))
