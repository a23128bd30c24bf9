import type { AgentCommand, CustomerCommand } from '@ccc-store/core/protocol'
import type { Findings } from './findings'
import type { Ledger } from './ledger'
import type { Frame } from './line'

type WithoutId<T> = T extends { id: string } ? Omit<T, 'id'> : never
type Command = WithoutId<CustomerCommand | AgentCommand>

interface Pending {
  frame: Command & { id: string }
  /** on this line, ms since 1970; undefined: not yet */
  sentAt: number | undefined
  /** ms since 1970; not to be sent before */
  notBefore: number
}

/** Refusals that tell of a race between two people, as there are many here. */
const HONEST = [
  'SESSION_UNKNOWN',
  'SESSION_NOT_RINGING',
  'SESSION_NOT_SERVING',
  'SESSION_OVER',
  'QUEUE_LEFT',
  'RATING_NOT_INVITED',
  'RATING_DONE',
  'ENTRY_UNKNOWN',
  'MESSAGE_NOT_WANTED',
  'RECALL_TOO_LATE',
  'RECALL_REFUSED',
]

const UNDER_WAY = 16
/** How long a command may be without an answer on a line that is whole. */
const PATIENCE_MS = 20_000

/** Commands in their order, each sent again with the same id until it is answered. */
export class Outbox {
  private readonly pending = new Map<string, Pending>()
  /** answered ones that are said once more, to see whether the answer stays the same */
  private readonly repeated = new Set<string>()

  constructor(
    private readonly parts: {
      send(frame: object): boolean
      about(): string
      ledger: Ledger
      findings: Findings
      sender: string
    },
  ) {}

  get size(): number {
    return this.pending.size
  }

  /** Something of the session or of the person waits for its answer. */
  has(fits: (command: Command) => boolean): boolean {
    for (const { frame } of this.pending.values()) if (fits(frame)) return true
    return false
  }

  /** @param place where its order matters, if not with all others of this sender */
  add(command: Command, place = ''): string {
    const id = newId()
    this.parts.ledger.add(id, `${this.parts.sender} ${place}`, command.t === 'send')
    this.pending.set(id, { frame: { ...command, id }, sentAt: undefined, notBefore: 0 })
    this.flush()
    return id
  }

  /** What was not answered is said again on the next line. */
  disconnected(): void {
    for (const pending of this.pending.values()) {
      if (pending.sentAt) this.parts.ledger.retries += 1
      pending.sentAt = undefined
    }
  }

  flush(): void {
    const now = Date.now()
    let underWay = 0
    for (const pending of this.pending.values()) {
      underWay += 1
      if (underWay > UNDER_WAY || pending.notBefore > now) return
      if (pending.sentAt === undefined) {
        if (!this.parts.send(pending.frame)) return
        pending.sentAt = now
      } else if (now - pending.sentAt > PATIENCE_MS) this.giveUp(pending)
    }
  }

  /** @returns the id of the command that the frame answers for good */
  answered(frame: Frame): string | undefined {
    const { t, id } = frame
    if ((t !== 'ack' && t !== 'nack') || typeof id !== 'string') return undefined
    if (t === 'nack') return this.refused(id, frame.error)
    this.parts.ledger.acknowledge(id, typeof frame.seq === 'number' ? frame.seq : undefined)
    const pending = this.pending.get(id)
    this.pending.delete(id)
    if (pending && Math.random() < 0.02 && !this.repeated.has(id)) {
      this.repeated.add(id)
      this.parts.send(pending.frame)
    }
    this.flush()
    return id
  }

  private refused(id: string, error: unknown): string | undefined {
    const { ledger, findings } = this.parts
    const code = isCoded(error) ? error.code : 'no code'
    if (code === 'INTERNAL') findings.add('errors', `${id}: ${JSON.stringify(error)}`)
    const pending = this.pending.get(id)
    if (isCoded(error) && error.retry) {
      ledger.putOff(id)
      if (pending) Object.assign(pending, { sentAt: undefined, notBefore: Date.now() + (error.retryAfterMs ?? 1_000) })
      return undefined
    }
    if (!HONEST.includes(code))
      findings.add('errors', `${id} ${pending?.frame && JSON.stringify(pending.frame)}: ${code}`)
    ledger.refuse(id, code)
    this.pending.delete(id)
    this.flush()
    return id
  }

  private giveUp(pending: Pending): void {
    this.parts.findings.add(
      'stranded',
      `${JSON.stringify(pending.frame)} was not answered (${this.parts.sender}: ${this.parts.about()})`,
    )
    pending.sentAt = Number.POSITIVE_INFINITY
  }
}

const isCoded = (error: unknown): error is { code: string; retry?: boolean; retryAfterMs?: number } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'

let lastId = 0

/** Rises with time, as clients should make them. */
function newId(): string {
  lastId += 1
  return `${Date.now().toString(36)}-${lastId.toString(36)}`
}
