import type { Entry } from '@ccc-store/core/protocol'
import type { Findings } from './findings'
import type { Ledger } from './ledger'
import { agrees, printOf } from './print-of'
import type { Reader } from './reader'

/** A log as it is in the end, and all that was ever shown of it. */
export interface FinalLog {
  name: string
  entries: readonly Entry[]
  readers: readonly Reader[]
}

/** Holds what everybody was told against what the logs have in the end. */
export function judge(logs: readonly FinalLog[], ledger: Ledger, capacity: number, findings: Findings): void {
  for (const log of logs) {
    judgeNumbers(log, findings)
    judgeSessions(log, findings)
    for (const reader of log.readers) judgeReader(log, reader, findings)
  }
  judgeCommands(logs, ledger, findings)
  judgeCapacity(
    logs.flatMap(({ entries }) => entries),
    capacity,
    findings,
  )
}

function judgeNumbers({ name, entries }: FinalLog, findings: Findings): void {
  const at = entries.findIndex(({ seq }, i) => seq !== i + 1)
  if (at >= 0) findings.add('gaps', `${name}: ${entries[at]?.seq} stands where ${at + 1} should`)
}

function judgeReader({ name, entries }: FinalLog, { seen }: Reader, findings: Findings): void {
  for (const [seq, print] of seen) {
    const entry = entries[seq - 1]
    if (!entry) findings.add('lost', `${name}: ${seq} was shown (${print.head})`)
    else if (!agrees(print, printOf(entry))) findings.add('disorder', `${name}: ${seq} was shown as ${print.head}`)
  }
}

/** Each happens once in a session: it begins, is asked to rate, is rated, ends. */
const ONCE = ['session_started', 'session_closed', 'rating_invite']

function judgeSessions({ name, entries }: FinalLog, findings: Findings): void {
  const seen = new Set<string>()
  for (const { sessionId, body } of entries) {
    const what = body.kind === 'event' ? body.event : body.kind
    const key = body.kind === 'recall' ? `recall ${body.target}` : `${what} ${sessionId}`
    if (!ONCE.includes(what) && body.kind !== 'recall') continue
    if (seen.has(key)) findings.add('doubled', `${name}: ${key}`)
    seen.add(key)
  }
}

function judgeCommands(logs: readonly FinalLog[], ledger: Ledger, findings: Findings): void {
  const places = new Map<string, { name: string; seq: number }[]>()
  for (const { name, entries } of logs) {
    for (const { clientId, seq } of entries) {
      if (clientId === undefined) continue
      places.set(clientId, [...(places.get(clientId) ?? []), { name, seq }])
    }
  }
  const newest = new Map<string, number>()
  for (const { id, sender, isMessage, seq, refused, wasPutOff } of ledger.sent.values()) {
    const [place, ...more] = places.get(id) ?? []
    if (more.length > 0)
      findings.add('doubled', `${id} of ${sender}: ${[place, ...more].map((at) => at?.seq).join(', ')}`)
    if (refused && place) findings.add('changedAnswers', `${id} was refused (${refused}), and is in the log`)
    if (isMessage && seq !== undefined && place?.seq !== seq) {
      findings.add('lost', `${id} of ${sender}: acknowledged as ${seq}, found at ${place?.seq ?? 'none'}`)
    }
    if (!isMessage || !place || wasPutOff) continue
    const before = newest.get(sender) ?? 0
    if (place.seq < before) findings.add('disorder', `${id} of ${sender}: ${place.seq} was said after ${before}`)
    newest.set(sender, place.seq)
  }
  for (const id of places.keys())
    if (!ledger.sent.has(id)) findings.add('errors', `${id} is in a log, and nobody said it`)
}

/** By the times in the logs: how many sessions each agent served at once, and by whom each was served. */
function judgeCapacity(entries: readonly Entry[], capacity: number, findings: Findings): void {
  const servedBy = new Map<string, string>()
  const changes: { at: number; staffNo: string; by: 1 | -1 }[] = []
  for (const { sessionId, at, from, body } of entries) {
    const agent = servedBy.get(sessionId)
    if (from.role === 'agent') {
      if (agent !== undefined && agent !== from.staffNo) findings.add('overCapacity', `${sessionId} had two agents`)
      if (agent === undefined) changes.push({ at, staffNo: from.staffNo, by: 1 })
      servedBy.set(sessionId, from.staffNo)
    }
    if (agent !== undefined && body.kind === 'event' && body.event === 'session_closed') {
      changes.push({ at, staffNo: agent, by: -1 })
    }
  }
  const serving = new Map<string, number>()
  // of what happened in one millisecond, ends come first: a place that became free may be taken at once
  for (const { at, staffNo, by } of changes.sort((a, b) => a.at - b.at || a.by - b.by)) {
    const count = (serving.get(staffNo) ?? 0) + by
    serving.set(staffNo, count)
    if (count > capacity) findings.add('overCapacity', `${staffNo} served ${count} at ${at}`)
  }
}
