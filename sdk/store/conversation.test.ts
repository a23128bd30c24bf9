import type { Entry } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { inFlow, reset, serving, text, texts } from '../testing/entries'
import {
  applyEntries,
  applyHistory,
  applyWelcome,
  type Conversation,
  emptyConversation,
  isComplete,
} from './conversation'

const seqs = (known: Conversation | null) => known?.entries.map(({ seq }) => seq)
const after = (first: number, last: number): Conversation => {
  const known = applyWelcome(emptyConversation, reset(texts(first, last)))
  if (!known) throw new Error('a reset always applies')
  return known
}

describe('a welcome', () => {
  test('with a reset replaces all that was known', () => {
    expect(seqs(applyWelcome(after(1, 9), reset(texts(40, 42), inFlow, 'e2')))).toEqual([40, 41, 42])
  })
  test('P4 with a resume adds exactly what was missed, and the state', () => {
    const resumed = applyWelcome(after(1, 3), { ...reset(texts(4, 5), serving), mode: 'resume' })
    expect(seqs(resumed)).toEqual([1, 2, 3, 4, 5])
    expect(resumed?.state).toEqual(serving)
  })
  test('P4 with a resume that leaves a hole, or is of another epoch, is refused', () => {
    expect(applyWelcome(after(1, 3), { ...reset(texts(5, 6)), mode: 'resume' })).toBeNull()
    expect(applyWelcome(after(1, 3), { ...reset(texts(4, 5), inFlow, 'e2'), mode: 'resume' })).toBeNull()
    expect(applyWelcome(emptyConversation, { ...reset(texts(1, 2)), mode: 'resume' })).toBeNull()
  })
})

describe('new entries', () => {
  test('that are known already are ignored, their old state too', () => {
    const known = applyEntries(after(1, 5), { t: 'entries', entries: texts(4, 7), state: serving })
    expect(seqs(known)).toEqual([1, 2, 3, 4, 5, 6, 7])
    const again = known && applyEntries(known, { t: 'entries', entries: texts(2, 3), state: inFlow })
    expect(again).toEqual(known)
  })
  test('may be none: then only the state changes', () => {
    expect(applyEntries(after(1, 2), { t: 'entries', entries: [], state: serving })?.state).toEqual(serving)
  })
  test('P4 that leave a hole are refused', () => {
    expect(applyEntries(after(1, 5), { t: 'entries', entries: texts(7, 8), state: inFlow })).toBeNull()
    expect(applyEntries(after(1, 5), { t: 'entries', entries: [text(6), text(8)], state: inFlow })).toBeNull()
    expect(applyEntries(after(1, 0), { t: 'entries', entries: [text(2)], state: inFlow })).toBeNull()
  })
})

describe('older entries', () => {
  test('go before what is known, until the log begins', () => {
    const known = applyHistory(after(11, 12), { t: 'history', before: 11, entries: texts(1, 10) })
    expect(seqs(known)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect([isComplete(after(11, 12)), isComplete(known)]).toEqual([false, true])
  })
  test('that do not join on change nothing', () => {
    const known = after(11, 12)
    expect(applyHistory(known, { t: 'history', before: 20, entries: texts(10, 19) })).toBe(known)
    expect(applyHistory(known, { t: 'history', before: 11, entries: texts(1, 9) })).toBe(known)
    expect(applyHistory(known, { t: 'history', before: 11, entries: [] })).toBe(known)
  })
})

type Step =
  | { kind: 'grow'; by: number }
  | { kind: 'deliver'; from: number; to: number }
  | { kind: 'reconnect' }
  | { kind: 'restore' }
  | { kind: 'older' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('grow' as const), by: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ kind: fc.constant('deliver' as const), from: fc.nat(30), to: fc.nat(30) }),
  fc.record({ kind: fc.constant('reconnect' as const) }),
  fc.record({ kind: fc.constant('restore' as const) }),
  fc.record({ kind: fc.constant('older' as const) }),
)

/** The server's side of the story: one log, which now and then is restored from a backup under a new epoch. */
class Log {
  epoch = 1
  entries: Entry[] = []

  welcome(known: Conversation) {
    const { epoch } = known
    const at = known.entries.at(-1)?.seq ?? 0
    if (epoch === `e${this.epoch}` && at <= this.entries.length && this.entries.length - at <= 60) {
      return { ...reset(this.entries.slice(at), inFlow, epoch), mode: 'resume' as const }
    }
    return reset(this.entries.slice(-50), inFlow, `e${this.epoch}`)
  }
}

describe('whatever order things come in', () => {
  test('P3 P4 what is known is always a stretch of the log without holes, and whole after the next welcome', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const log = new Log()
        let known: Conversation = emptyConversation
        const connect = () => {
          known = applyWelcome(known, log.welcome(known)) ?? emptyConversation
        }
        connect()
        for (const move of steps) {
          const head = log.entries.length
          if (move.kind === 'grow') log.entries.push(...texts(head + 1, head + move.by))
          if (move.kind === 'reconnect') connect()
          if (move.kind === 'restore') {
            log.entries = log.entries.slice(0, head >> 1)
            log.epoch += 1
            connect()
          }
          if (move.kind === 'deliver') {
            const entries = log.entries.slice(Math.max(0, head - move.from), Math.max(0, head - move.from) + move.to)
            known = applyEntries(known, { t: 'entries', entries, state: inFlow }) ?? known
          }
          if (move.kind === 'older') {
            const before = known.entries[0]?.seq ?? 1
            const entries = log.entries.slice(Math.max(0, before - 51), before - 1)
            known = applyHistory(known, { t: 'history', before, entries })
          }
          const first = known.entries[0]?.seq ?? 1
          expect(known.entries).toEqual(log.entries.slice(first - 1, first - 1 + known.entries.length))
        }
        connect()
        expect(known.entries.at(-1)).toEqual(log.entries.at(-1))
      }),
      { numRuns: 300 },
    )
  })
})
