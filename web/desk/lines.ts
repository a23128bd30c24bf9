import type { CloseReason, EntryFrom, MenuOption, WireError } from '@ccc-store/core/protocol'
import type { DeskState } from './desk-state'

interface LineBase {
  /** the same before and after the entry of a message arrives, so that it does not move */
  key: string
  /** ms since 1970 */
  at: number
}

/** Something said, by a person or by the flow. */
export interface SpeechLine extends LineBase {
  kind: 'speech'
  from: 'customer' | 'agent' | 'system'
  text: string
  options: readonly MenuOption[]
  /** who of the agents */
  agent?: { name: string; staffNo: string }
  state: 'sending' | 'sent' | 'failed'
  error?: WireError
  /** of the command, to send it again */
  commandId?: string
}

/** Something that happened. */
export interface EventLine extends LineBase {
  kind: 'event'
  /** `unknown`: something that a newer server says */
  event: 'session_started' | 'queued' | 'agent_joined' | 'session_closed' | 'unknown'
  agent?: { name: string; staffNo: string }
  reason?: CloseReason
}

export type Line = SpeechLine | EventLine

const agentOf = (from: EntryFrom) =>
  from.role === 'agent' ? { agent: { name: from.name, staffNo: from.staffNo } } : {}

/** What the conversation pane shows of a session: its log, then what the agent said that is not in it yet. */
export function linesOf(state: DeskState, sessionId: string): Line[] {
  const said = (state.transcripts.get(sessionId) ?? []).map(({ seq, at, from, body, clientId }): Line => {
    const base = { key: clientId ?? `#${seq}`, at, ...agentOf(from) }
    if (body.kind === 'unknown') return { ...base, kind: 'event', event: 'unknown' }
    if (body.kind === 'event') {
      return {
        ...base,
        kind: 'event',
        event: body.event,
        ...(body.event === 'session_closed' && { reason: body.reason }),
      }
    }
    const options = body.kind === 'menu' ? body.options : []
    return { ...base, kind: 'speech', from: from.role, text: body.text, options, state: 'sent' }
  })
  const { agent } = state.desk ?? {}
  const unsaid = state.outbox.flatMap(({ command, at, status, error }): Line[] => {
    if (command.t !== 'send' || command.sessionId !== sessionId) return []
    const { id, content } = command
    const line: SpeechLine = {
      kind: 'speech',
      key: id,
      at,
      from: 'agent',
      text: content.text,
      options: [],
      // acknowledged is durable (P1), but the line is not in its place before the log shows it
      state: status === 'failed' ? 'failed' : 'sending',
      commandId: id,
      ...(agent && { agent: { name: agent.name, staffNo: agent.staffNo } }),
      ...(error && { error }),
    }
    return [line]
  })
  return said.concat(unsaid)
}
