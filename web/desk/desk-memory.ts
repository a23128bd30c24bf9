import { AgentSend, FileRef } from '@ccc-store/core/protocol'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { type DeskState, emptyDesk } from './desk-state'
import type { Outbox } from './outbox'

/** As much of a browser's Storage as is needed. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const Remembered = Type.Object({
  read: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
  unsent: Type.Array(Type.Object({ command: AgentSend, at: Type.Number(), file: Type.Optional(FileRef) })),
})
type Remembered = Static<typeof Remembered>

/** What survives a reload of the page: which sessions were shown and read, and messages without an acknowledgement. */
export class DeskMemory {
  private readonly key: string
  private saved = ''

  /** @param agentId whose desk it is: what another agent left unsent must not be said in this one's name (P10) */
  constructor(
    private readonly storage: TextStorage,
    agentId: string,
  ) {
    this.key = `ccc-desk:${agentId}`
  }

  load(): DeskState {
    const remembered = readJson(this.storage.getItem(this.key))
    if (!Value.Check(Remembered, remembered)) return emptyDesk
    const outbox: Outbox = remembered.unsent.map((unsent) => ({ ...unsent, status: 'sending' }))
    return { ...emptyDesk, outbox, read: new Map(Object.entries(remembered.read)) }
  }

  save({ read, dismissed, outbox }: DeskState): void {
    const remembered: Remembered = {
      read: Object.fromEntries([...read].filter(([id]) => !dismissed.has(id))),
      unsent: outbox.flatMap(({ command, at, status, file }) =>
        command.t === 'send' && status !== 'sent' ? [{ command, at, ...(file && { file: lasting(file) }) }] : [],
      ),
    }
    const text = JSON.stringify(remembered)
    if (text === this.saved) return
    this.saved = text
    try {
      this.storage.setItem(this.key, text)
    } catch {
      // a full storage must not keep anyone from working
    }
  }
}

/** Without the link: it leads to this page's memory, which a reload empties. */
function lasting({ fileId, name, size, mime }: FileRef): FileRef {
  return { fileId, name, size, mime }
}

function readJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
