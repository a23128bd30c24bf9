import type { LeftMessage } from '@ccc-store/core/protocol'
import { type ComputedRef, type InjectionKey, inject, type Ref, type ShallowRef } from 'vue'
import type { Connection } from '../desk/agent-socket'
import type { DeskClient } from '../desk/desk-client'
import type { DeskState } from '../desk/desk-state'
import type { FileLinks } from '../desk/file-links'
import type { FileSender } from '../desk/file-sender'
import type { SessionRow } from '../desk/session-rows'

/** What the parts of the workbench share. */
export interface DeskContext {
  client: DeskClient
  state: Readonly<ShallowRef<DeskState>>
  connection: Readonly<ShallowRef<Connection>>
  rows: ComputedRef<SessionRow[]>
  /** the session in the middle; null when none is */
  selectedId: Ref<string | null>
  selected: ComputedRef<SessionRow | undefined>
  /** by session: what is written but not sent */
  drafts: Record<string, string>
  /** by session: seq of what the next message answers */
  quotes: Record<string, number>
  /** by session: files that go with the next message */
  staged: Record<string, readonly File[]>
  files: FileLinks
  sender: FileSender
  /** the server's time, ticking each second; ms since 1970 */
  now: Readonly<Ref<number>>
  /** Takes a ringing session and shows it. */
  accept(sessionId: string): void
  /** Opens a session with the customer who left a message, and shows it. */
  answerLeft(left: LeftMessage): void
  /** Puts an ended session away. */
  dismiss(sessionId: string): void
}

export const deskKey: InjectionKey<DeskContext> = Symbol('desk')

export function useDesk(): DeskContext {
  const desk = inject(deskKey)
  if (!desk) throw new Error('used outside of the workbench')
  return desk
}
