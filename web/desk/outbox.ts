import type { AgentCommand, Desk, Entry, FileRef, WireError } from '@ccc-store/core/protocol'

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
  /** that the message brings, with a link to show it by */
  file?: FileRef
}

/** The session that a command is about. */
export const sessionOf = (command: AgentCommand): string | undefined =>
  'sessionId' in command ? command.sessionId : undefined

/** In the order they were given. A command keeps its id for ever, so the server carries it out once at most (P2). */
export type Outbox = readonly Pending[]

/** What is kept of a command whatever becomes of it. */
const kept = ({ command, at, file }: Pending) => ({ command, at, ...(file && { file }) })

/** Whether the log shows the command by its id. */
const isLogged = ({ t }: AgentCommand): boolean => t === 'send' || t === 'recall'

/** Adds a command. A change of status makes an earlier one, whose fate is unknown, pointless. */
export function add(outbox: Outbox, command: AgentCommand, at: number, file?: FileRef): Outbox {
  const rest = command.t === 'status' ? outbox.filter((item) => item.command.t !== 'status') : outbox
  return [...rest, { command, at, status: 'sending', ...(file && { file }) }]
}

/**
 * @param seq of the acknowledged entry
 * @param head newest seq known of the command's session: an entry up to it needs no waiting for
 */
export function acknowledge(outbox: Outbox, id: string, shown: { seq?: number; head: number; desk: Desk }): Outbox {
  return outbox.flatMap((item) => {
    if (item.command.id !== id) return [item]
    const { seq, head, desk } = shown
    const { command } = item
    if (!isLogged(command)) return isShown(command, desk) ? [] : [{ ...kept(item), status: 'sent' as const }]
    return seq === undefined || seq <= head ? [] : [{ ...kept(item), status: 'sent' as const, seq }]
  })
}

function isShown(command: AgentCommand, desk: Desk): boolean {
  if (command.t === 'status') return true
  const { sessionId } = command
  if (command.t === 'answerLeft' || command.t === 'dismissLeft') {
    return !desk.leftMessages?.some((left) => left.sessionId === sessionId)
  }
  const session = desk.sessions.find((each) => each.sessionId === sessionId)
  if (command.t === 'inviteRating') return session?.rating !== 'none'
  return command.t === 'end' || command.t === 'block' ? session?.phase !== 'serving' : session?.phase !== 'ringing'
}

/** A refused message stays, to be sent again; any other refused command is over. */
export function refuse(outbox: Outbox, id: string, error: WireError): Outbox {
  return outbox.flatMap((item) => {
    if (item.command.id !== id) return [item]
    return item.command.t === 'send' ? [{ ...kept(item), status: 'failed' as const, error }] : []
  })
}

/** Makes a refused message wait for an acknowledgement again, at the end of the queue. */
export function retry(outbox: Outbox, id: string, at: number): Outbox {
  const item = outbox.find(({ command, status }) => command.id === id && status === 'failed')
  if (!item) return outbox
  return [...outbox.filter((other) => other !== item), { ...kept(item), at, status: 'sending' }]
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
      !isLogged(command) || sessionOf(command) !== sessionId || status !== 'sent' || seq > head,
  )

/**
 * On a new connection, acknowledged messages that the log has not shown go out again: the same acknowledgement comes
 * back, or, from a call centre restored from a backup, a new one.
 */
export const reconnected = (outbox: Outbox): Outbox =>
  outbox.map((item) => (item.status === 'sent' ? { ...kept(item), status: 'sending' } : item))

/** A desk sent after the acknowledgement shows what the command did. */
export const deskShown = (outbox: Outbox): Outbox =>
  outbox.filter(({ command, status }) => isLogged(command) || status !== 'sent')

/** To be sent after every welcome, in this order. */
export const unacknowledged = (outbox: Outbox): AgentCommand[] =>
  outbox.filter(({ status }) => status === 'sending').map(({ command }) => command)
