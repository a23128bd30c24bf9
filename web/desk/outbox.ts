import type { AgentCommand, Desk, Entry, WireError } from '@ccc-store/core/protocol'

/** A command whose effect the desk does not show yet. */
export interface Pending {
  command: AgentCommand
  /** when it was given, on this computer's clock, in milliseconds */
  at: number
  /** `sent`: acknowledged, its effect is on the way; `failed`: refused, kept to be sent again or thrown away */
  status: 'sending' | 'sent' | 'failed'
  /** why it was refused */
  error?: WireError
  /** of the entry that was acknowledged */
  seq?: number
}

/** In the order they were given. A command keeps its id for ever, so the server carries it out once at most (P2). */
export type Outbox = readonly Pending[]

/** Adds a command. A change of status makes an earlier one, whose fate is unknown, pointless. */
export function add(outbox: Outbox, command: AgentCommand, at: number): Outbox {
  const rest = command.t === 'status' ? outbox.filter((item) => item.command.t !== 'status') : outbox
  return [...rest, { command, at, status: 'sending' }]
}

/**
 * @param seq of the acknowledged entry
 * @param head newest seq known of the command's session: an entry up to it needs no waiting for
 */
export function acknowledge(outbox: Outbox, id: string, shown: { seq?: number; head: number; desk: Desk }): Outbox {
  return outbox.flatMap((item) => {
    if (item.command.id !== id) return [item]
    const { seq, head, desk } = shown
    const { command, at } = item
    if (command.t !== 'send') return isShown(command, desk) ? [] : [{ command, at, status: 'sent' as const }]
    return seq === undefined || seq <= head ? [] : [{ command, at, status: 'sent' as const, seq }]
  })
}

function isShown(command: AgentCommand, desk: Desk): boolean {
  if (command.t === 'status' || command.t === 'send') return true
  const session = desk.sessions.find(({ sessionId }) => sessionId === command.sessionId)
  return command.t === 'end' ? session?.phase !== 'serving' : session?.phase !== 'ringing'
}

/** A refused message stays, to be sent again; any other refused command is over. */
export function refuse(outbox: Outbox, id: string, error: WireError): Outbox {
  return outbox.flatMap((item) => {
    if (item.command.id !== id) return [item]
    const { command, at } = item
    return command.t === 'send' ? [{ command, at, status: 'failed' as const, error }] : []
  })
}

/** Makes a refused message wait for an acknowledgement again, at the end of the queue. */
export function retry(outbox: Outbox, id: string, at: number): Outbox {
  const item = outbox.find(({ command, status }) => command.id === id && status === 'failed')
  if (!item) return outbox
  return [...outbox.filter((other) => other !== item), { command: item.command, at, status: 'sending' }]
}

/** Throws a refused message away. */
export const discard = (outbox: Outbox, id: string): Outbox =>
  outbox.filter(({ command, status }) => command.id !== id || status !== 'failed')

/** Takes out the messages that the log shows. */
export function settle(outbox: Outbox, entries: readonly Entry[]): Outbox {
  const shown = new Set(entries.flatMap(({ clientId }) => (clientId === undefined ? [] : [clientId])))
  return outbox.some(({ command }) => shown.has(command.id))
    ? outbox.filter(({ command }) => !shown.has(command.id))
    : outbox
}

/**
 * After a reset of a session up to `head`: acknowledged messages before it are done, also those whose entries are older
 * than what was sent.
 */
export const resetTo = (outbox: Outbox, sessionId: string, head: number): Outbox =>
  outbox.filter(
    ({ command, status, seq = 0 }) =>
      command.t !== 'send' || command.sessionId !== sessionId || status !== 'sent' || seq > head,
  )

/**
 * On a new connection, acknowledged messages that the log has not shown go out again: the same acknowledgement comes
 * back, or, from a call centre restored from a backup, a new one.
 */
export const reconnected = (outbox: Outbox): Outbox =>
  outbox.map(({ command, at, status, error }) =>
    status === 'sent' ? { command, at, status: 'sending' } : { command, at, status, ...(error && { error }) },
  )

/** A desk sent after the acknowledgement shows what the command did. */
export const deskShown = (outbox: Outbox): Outbox =>
  outbox.filter(({ command, status }) => command.t === 'send' || status !== 'sent')

/** To be sent after every welcome, in this order. */
export const unacknowledged = (outbox: Outbox): AgentCommand[] =>
  outbox.filter(({ status }) => status === 'sending').map(({ command }) => command)
