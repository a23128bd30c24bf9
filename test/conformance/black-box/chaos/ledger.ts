import type { Findings } from './findings'

/** A command, and what became of it. */
export interface Sent {
  id: string
  /** who said it, and where: those of one sender in one place keep their order */
  sender: string
  /** what says something, and so must be in the log once it is acknowledged */
  isMessage: boolean
  seq?: number
  refused?: string
  /** it was refused for a while: others may have gone ahead */
  wasPutOff: boolean
}

/** All commands of everybody. */
export class Ledger {
  /** messages that were acknowledged */
  acknowledged = 0
  retries = 0
  readonly sent = new Map<string, Sent>()

  constructor(private readonly findings: Findings) {}

  add(id: string, sender: string, isMessage: boolean): void {
    this.sent.set(id, { id, sender, isMessage, wasPutOff: false })
  }

  acknowledge(id: string, seq: number | undefined): void {
    const sent = this.sent.get(id)
    if (!sent) {
      this.findings.add('errors', `an answer to ${id}, which nobody sent`)
      return
    }
    if (sent.refused) this.findings.add('changedAnswers', `${id} was refused (${sent.refused}), then acknowledged`)
    const at = seq ?? 0
    if (sent.seq === undefined) {
      sent.seq = at
      if (sent.isMessage) this.acknowledged += 1
    } else if (sent.seq !== at) this.findings.add('changedAnswers', `${id} was acknowledged as ${sent.seq} and ${at}`)
  }

  /** For good. */
  refuse(id: string, code: string): void {
    const sent = this.sent.get(id)
    if (!sent) return
    if (sent.seq !== undefined) this.findings.add('changedAnswers', `${id} was acknowledged, then refused (${code})`)
    else sent.refused = code
  }

  putOff(id: string): void {
    const sent = this.sent.get(id)
    if (sent) sent.wasPutOff = true
  }
}
