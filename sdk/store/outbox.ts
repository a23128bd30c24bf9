import type { CustomerCommand, Entry, WireError } from '@ccc-store/core/protocol'
import type { PlatformStorage } from '../platform/platform'

/** A command that the log does not show yet. */
export interface Pending {
  command: CustomerCommand
  /** when it was given, on this phone's clock, in milliseconds */
  at: number
  /** `sent`: acknowledged, its entry is still on the way */
  status: 'sending' | 'sent' | 'failed'
  /** why it was refused */
  error?: WireError
  /** of the entry that was acknowledged */
  seq?: number
}

const key = (owner: string) => `ccc-outbox:${owner}`

/**
 * Commands that are not in the log yet, in the order they were given. Those without an acknowledgement survive a
 * restart of the mini-program. A command keeps its id for ever, also when it is sent again after a refusal (a refusal
 * wrote nothing), so the server writes it once at most (P2).
 */
export class Outbox {
  private items: readonly Pending[] = []
  /** null until it is known whose commands these are */
  owner: string | null = null

  constructor(private readonly storage: PlatformStorage) {}

  get all(): readonly Pending[] {
    return this.items
  }

  /**
   * Names whose commands these are (customer and call centre), and brings back what they left unsent. What another
   * customer left stays out: it must never be said in this one's name (P10).
   */
  open(owner: string): void {
    if (owner === this.owner) return
    const given = this.owner === null ? this.items : []
    this.owner = owner
    this.replace(this.stored(owner).concat(given))
  }

  add(command: CustomerCommand, at: number): void {
    this.replace([...this.items, { command, at, status: 'sending' }])
  }

  /** @param head newest seq known here: an entry up to it needs no waiting for */
  acknowledge(id: string, seq: number | undefined, head: number): void {
    this.replace(
      this.items.flatMap((item) => {
        if (item.command.id !== id) return [item]
        if (item.command.t === 'enter' || seq === undefined || seq <= head) return []
        return [{ command: item.command, at: item.at, status: 'sent' as const, seq }]
      }),
    )
  }

  refuse(id: string, error: WireError): void {
    this.replace(
      this.items.flatMap((item) => {
        if (item.command.id !== id) return [item]
        // an entry into the service leaves nothing on the screen that could be sent again
        return item.command.t === 'enter'
          ? []
          : [{ command: item.command, at: item.at, status: 'failed' as const, error }]
      }),
    )
  }

  /** Makes a refused command wait for an acknowledgement again; null when there is no such command. */
  retry(id: string, at: number): CustomerCommand | null {
    const item = this.items.find(({ command, status }) => command.id === id && status === 'failed')
    if (!item) return null
    const rest = this.items.filter((other) => other !== item)
    this.replace([...rest, { command: item.command, at, status: 'sending' }])
    return item.command
  }

  /** Takes out what the log shows. */
  settle(entries: readonly Entry[]): void {
    if (this.items.length === 0) return
    const shown = new Set(entries.map(({ clientId }) => clientId))
    const left = this.items.filter(({ command }) => !shown.has(command.id))
    if (left.length < this.items.length) this.replace(left)
  }

  /**
   * After a reset, the entries of acknowledged commands may lie before what was sent, or, in a new life of the log, be
   * gone. The first are done; the others go out again under the same id.
   */
  reset(head: number, sameEpoch: boolean): void {
    this.replace(
      this.items.flatMap((item) => {
        if (item.status !== 'sent') return [item]
        if (sameEpoch && (item.seq ?? 0) <= head) return []
        return [{ command: item.command, at: item.at, status: 'sending' as const }]
      }),
    )
  }

  /** To be sent after every welcome, in this order. */
  unacknowledged(): CustomerCommand[] {
    return this.items.filter(({ status }) => status === 'sending').map(({ command }) => command)
  }

  private replace(items: readonly Pending[]): void {
    this.items = items
    if (this.owner === null) return
    const unsent = items.filter(({ status, command }) => status !== 'sent' && command.t === 'send')
    try {
      this.storage.write(key(this.owner), unsent)
    } catch {
      // a full storage must not keep anyone from talking
    }
  }

  private stored(owner: string): Pending[] {
    const stored = this.storage.read(key(owner))
    return Array.isArray(stored) ? stored.filter(isPending) : []
  }
}

/** Storage outlives versions of this code, so what is read from it is checked. */
function isPending(value: unknown): value is Pending {
  if (typeof value !== 'object' || value === null) return false
  if (!('command' in value) || !('at' in value) || !('status' in value)) return false
  const { command, at, status } = value
  if (typeof command !== 'object' || command === null || !('t' in command) || !('content' in command)) return false
  const { content } = command
  return (
    command.t === 'send' &&
    'id' in command &&
    typeof command.id === 'string' &&
    typeof content === 'object' &&
    content !== null &&
    'text' in content &&
    typeof content.text === 'string' &&
    typeof at === 'number' &&
    (status === 'sending' || status === 'failed')
  )
}
