import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { desk, frame, session, text, texts } from '../testing/entries'
import { emptyDesk } from './desk-state'
import { DeskStore } from './desk-store'

const set = (...sessions: Parameters<typeof desk>) => {
  const store = new DeskStore()
  store.applyDesk(desk(...sessions))
  return store
}
const say = (id: string) => ({ t: 'send' as const, id, sessionId: 's1', content: { kind: 'text' as const, text: id } })

describe('positions', () => {
  test('name the last entry of each session, and 0 for one whose entries are not here', () => {
    const store = set(session('s1'), session('s2'))
    store.applyEntries(frame(texts(4, 6), true))
    expect(store.positions()).toEqual({ s1: 6, s2: 0 })
  })

  test('ask for the sessions of before a reload', () => {
    expect(new DeskStore({ ...emptyDesk, read: new Map([['s1', 9]]) }).positions()).toEqual({ s1: 0 })
  })

  test('leave out what was put away', () => {
    const store = set(session('s1', 'closed'), session('s2'))
    store.dismiss('s1')
    store.dismiss('s2')
    expect(store.positions()).toEqual({ s2: 0 })
  })

  test('are 200 at most, the ended ones left out first', () => {
    const open = Array.from({ length: 150 }, (_, index) => session(`open${index}`))
    const ended = Array.from({ length: 150 }, (_, index) => session(`ended${index}`, 'closed'))
    const positions = Object.keys(set(...open, ...ended).positions())
    expect(positions).toHaveLength(200)
    expect(open.filter(({ sessionId }) => !positions.includes(sessionId))).toEqual([])
  })
})

describe('a desk', () => {
  test('takes away what went to somebody else, with all that was known of it', () => {
    const store = set(session('s1'), session('s2', 'ringing'))
    store.applyEntries(frame(texts(1, 2), true))
    store.applyEntries(frame(texts(1, 2), true, 's2'))
    store.applyDesk(desk(session('s1')))
    expect([...store.state.transcripts.keys()]).toEqual(['s1'])
    expect(store.positions()).toEqual({ s1: 2 })
  })

  test('is told to whoever listens, until he stops', () => {
    const store = new DeskStore()
    const seen: unknown[] = []
    const stop = store.subscribe((state) => seen.push(state.desk?.status))
    store.applyDesk(desk())
    stop()
    store.applyDesk(desk())
    expect(seen).toEqual(['online'])
  })
})

describe('messages', () => {
  test('P2 are in the log or in the outbox, never in both and never in neither', () => {
    const store = set(session())
    store.applyEntries(frame(texts(1, 2), true))
    store.give(say('m1'), 0)
    store.acknowledge({ t: 'ack', id: 'm1', seq: 3 })
    expect(store.state.outbox).toMatchObject([{ status: 'sent', seq: 3 }])
    store.applyEntries(frame([{ ...text(3), clientId: 'm1' }]))
    expect(store.state.outbox).toEqual([])
  })

  test('that are refused say which one it was', () => {
    const store = set(session())
    const error = { code: 'X', zh: '', en: '' }
    store.give(say('m1'), 0)
    expect(store.refuse({ t: 'nack', id: 'm1', error })).toEqual(say('m1'))
    expect(store.refuse({ t: 'nack', id: 'of somebody else', error })).toBeUndefined()
    expect(store.retry('m1', 1)).toEqual(say('m1'))
    expect(store.unacknowledged()).toEqual([say('m1')])
  })

  test('count as read up to where the agent was', () => {
    const store = set(session())
    store.applyEntries(frame(texts(1, 4), true))
    store.markRead('s1')
    store.applyEntries(frame(texts(5, 6)))
    expect(store.state.read.get('s1')).toBe(4)
  })
})

type Step =
  | { kind: 'grow'; by: number }
  | { kind: 'deliver'; from: number; to: number }
  | { kind: 'say' }
  | { kind: 'arrive'; acks: boolean }
  | { kind: 'reconnect' }
  | { kind: 'restore' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('grow' as const), by: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('deliver' as const), from: fc.nat(20), to: fc.nat(20) }),
  fc.record({ kind: fc.constant('say' as const) }),
  fc.record({ kind: fc.constant('arrive' as const), acks: fc.boolean() }),
  fc.record({ kind: fc.constant('reconnect' as const) }),
  fc.record({ kind: fc.constant('restore' as const) }),
)

/** The server's side: one session's stretch of a log, which now and then is restored from a backup. */
class Log {
  entries = texts(1, 1)

  take(id: string): number {
    const known = this.entries.find(({ clientId }) => clientId === id)
    if (known) return known.seq
    const seq = this.entries.length + 1
    this.entries.push({ ...text(seq), clientId: id })
    return seq
  }

  /** What a hello from `cursor` is answered with, as the server does it (agent-connection), with a shorter resume. */
  answer(cursor: number) {
    const last = this.entries.length
    const resumes = cursor >= Math.max(1, last - 40) && cursor <= last
    return frame(this.entries.slice(resumes ? cursor : Math.max(0, last - 40)), !resumes)
  }
}

describe('whatever order things come in', () => {
  test('P2 P3 P4 what is shown is a stretch of the log without holes, and every message ends in it once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const log = new Log()
        const store = set(session())
        let wire: string[] = []
        const connect = () => {
          const { s1 = 0 } = store.positions()
          wire = []
          store.welcome(desk(session()))
          store.applyEntries(log.answer(s1))
          wire = store.unacknowledged().map(({ id }) => id)
        }
        connect()
        let said = 0
        for (const move of steps) {
          const head = log.entries.length
          if (move.kind === 'grow') log.entries.push(...texts(head + 1, head + move.by))
          if (move.kind === 'reconnect') connect()
          if (move.kind === 'restore') {
            // before anything new is said in it: a log that has gone another way cannot be told from the old one
            log.entries = log.entries.slice(0, Math.max(1, head >> 1))
            connect()
          }
          if (move.kind === 'deliver') {
            const at = Math.max(0, head - move.from)
            if (!store.applyEntries(frame(log.entries.slice(at, at + move.to)))) connect()
          }
          if (move.kind === 'say') {
            said += 1
            store.give(say(`m${said}`), said)
            wire.push(`m${said}`)
          }
          if (move.kind === 'arrive') {
            const id = wire.shift()
            const seq = id === undefined ? undefined : log.take(id)
            if (id !== undefined && seq !== undefined && move.acks) store.acknowledge({ t: 'ack', id, seq })
          }
          const shown = store.state.transcripts.get('s1') ?? []
          const first = shown[0]?.seq ?? 1
          expect(shown).toEqual(log.entries.slice(first - 1, first - 1 + shown.length))
        }
        // the network behaves: everything gets through
        for (let round = 0; round < 2; round += 1) {
          connect()
          for (const id of wire) store.acknowledge({ t: 'ack', id, seq: log.take(id) })
          wire = []
          connect()
        }
        expect(store.state.outbox).toEqual([])
        expect(store.state.transcripts.get('s1')?.at(-1)).toEqual(log.entries.at(-1))
        const ids = log.entries.flatMap(({ clientId }) => clientId ?? [])
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 300 },
    )
  })
})
