import type { Entry } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { type Fault, Findings } from './findings'
import { Ledger } from './ledger'
import { Reader } from './reader'
import { judge } from './verdict'

const customer = { role: 'customer' } as const
const agent = (staffNo: string) => ({ role: 'agent', name: 'Ada', staffNo }) as const
const words = (id: string, over: Partial<Entry> = {}): Omit<Entry, 'seq'> => ({
  ...{ sessionId: 's1', at: 1_000, from: customer, body: { kind: 'text', text: `text of ${id}` }, clientId: id },
  ...over,
})
const event = (name: 'session_started' | 'agent_joined', over: Partial<Entry> = {}): Omit<Entry, 'seq'> => ({
  ...{ sessionId: 's1', at: 1_000, from: { role: 'system' }, body: { kind: 'event', event: name } },
  ...over,
})
const closed = (over: Partial<Entry> = {}): Omit<Entry, 'seq'> => ({
  ...{ sessionId: 's1', at: 3_000, from: { role: 'system' } },
  body: { kind: 'event', event: 'session_closed', reason: 'agent_ended' },
  ...over,
})
const log = (...entries: Omit<Entry, 'seq'>[]): Entry[] => entries.map((entry, i) => ({ ...entry, seq: i + 1 }))

let findings = new Findings()
let ledger = new Ledger(findings)

/** What is found when `m1` and `m2` were acknowledged as 1 and 2 of one log, whose reader was shown both. */
function found(
  final: Entry[],
  { shown = [] as Entry[], acked = [] as [string, number][], logs = [final] } = {},
): Fault[] {
  for (const [id, seq] of acked) {
    ledger.add(id, 'zoe', true)
    ledger.acknowledge(id, seq)
  }
  const reader = new Reader('zoe', findings)
  reader.follow(shown)
  const all = logs.map((entries, i) => ({ name: `log ${i}`, entries, readers: i === 0 ? [reader] : [] }))
  judge(all, ledger, 1, findings)
  const names: Fault[] = ['lost', 'doubled', 'changedAnswers', 'gaps', 'disorder', 'overCapacity', 'errors']
  return names.filter((name) => findings.count(name) > 0)
}

const both: [string, number][] = [
  ['m1', 1],
  ['m2', 2],
]

describe('what chaos notices', () => {
  test('nothing where all is well', () => {
    const final = log(words('m1'), words('m2'))
    expect(found(final, { shown: final, acked: both })).toEqual([])
  })

  const faults: [string, Fault[], () => Fault[]][] = [
    ['an acknowledged message is not there', ['lost'], () => found(log(words('m1')), { acked: both })],
    [
      'it stands where it was not acknowledged',
      ['lost', 'disorder'],
      () => found(log(words('m2'), words('m1')), { acked: both }),
    ],
    ['it is there twice', ['doubled'], () => found(log(words('m1'), words('m2'), words('m2')), { acked: both })],
    [
      'it is in two logs',
      ['doubled'],
      () => found([], { acked: [['m1', 1]], logs: [log(words('m1')), log(words('m1'))] }),
    ],
    [
      'a number is missing',
      ['gaps'],
      () => found(log(event('session_started'), closed()).map((entry) => ({ ...entry, seq: entry.seq * 2 }))),
    ],
    [
      'a reader was shown what the log has not',
      ['lost'],
      () => found(log(words('m1')), { shown: log(words('m1'), words('m2')), acked: [['m1', 1]] }),
    ],
    [
      'a reader was shown other words',
      ['disorder'],
      () => found(log(words('m1')), { shown: log(words('m1', { at: 2_000 })), acked: [['m1', 1]] }),
    ],
    [
      'a client was sent a hole',
      ['gaps'],
      () => found(log(words('m1'), words('m2')), { shown: log(words('m1'), words('m2')).slice(1), acked: both }),
    ],
    ['nobody said it', ['errors'], () => found(log(words('m1')))],
    ['a session ended twice', ['doubled'], () => found(log(event('session_started'), closed(), closed()))],
    [
      'a session had two agents',
      ['overCapacity'],
      () => found(log(event('agent_joined', { from: agent('1001') }), event('agent_joined', { from: agent('1002') }))),
    ],
    [
      'an agent served two sessions at once',
      ['overCapacity'],
      () =>
        found([], {
          logs: ['s1', 's2'].map((sessionId) =>
            log(event('agent_joined', { sessionId, from: agent('1001') }), closed({ sessionId })),
          ),
        }),
    ],
    [
      'a command was answered in two ways',
      ['changedAnswers'],
      () => {
        const faults = found(log(words('m1'), words('m2')), { acked: both })
        ledger.acknowledge('m1', 2)
        return [...faults, ...(findings.count('changedAnswers') > 0 ? (['changedAnswers'] as const) : [])]
      },
    ],
  ]
  test.each(faults)('%s', (_, expected, run) => {
    findings = new Findings()
    ledger = new Ledger(findings)
    expect(run()).toEqual(expected)
  })

  test('words that were taken back later were shown to whoever came before', () => {
    findings = new Findings()
    ledger = new Ledger(findings)
    const final = log(words('m1', { body: { kind: 'recalled' } }))
    expect(found(final, { shown: log(words('m1')), acked: [['m1', 1]] })).toEqual([])
  })
})
