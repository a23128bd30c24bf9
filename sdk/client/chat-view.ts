import type { CustomerPhase, Entry, WireError } from '@ccc-store/core/protocol'
import { lastSeq } from '../store/conversation'
import { rowId } from '../store/view-rows'
import { type Patch, ViewWindow } from '../store/view-window'
import type { Language, Texts } from '../texts/texts'
import type { Connection } from '../transport/transport'
import type { ChatClient, ChatListener, ChatSnapshot } from './chat-client'
import { type StatusLine, statusLine } from './status-line'

/** The component that shows a chat. */
export interface ChatScreen {
  /** `setData`: called once at most for each frame from the server */
  show(patch: Patch): void
  /** the first answer of the call centre is on the screen */
  ready(): void
  stateChange(state: { phase: CustomerPhase; connection: string }): void
  error(error: WireError): void
}

export const noStatus: StatusLine = { tone: 'plain', text: '', action: '' }

/** The list scrolls to its end whenever `into` changes from one of these to the other. */
const END_A = 'end-a'
const END_B = 'end-b'

/** What a customer reads as a message, and did not write. */
const counts = ({ from, body }: Entry): boolean => from.role !== 'customer' && body.kind !== 'event'

/** Turns what the client knows into patches for one screen, and what is done on the screen into commands. */
export class ChatView implements ChatListener {
  private readonly rows: ViewWindow
  private status = noStatus
  private menuId = ''
  private into = ''
  private fresh = 0
  private loading = false
  /** the reader is at the newest message */
  private atEnd = true
  private wantsOlder = false
  /** newest seq that was seen or counted */
  private counted = 0
  private epoch: string | null = null
  private announced = ''
  private wasReady = false
  private ivrId = ''
  private connection: Connection | null = null
  private avatar = ''
  private leave: (() => void) | null = null

  constructor(
    private readonly client: ChatClient,
    private readonly texts: Texts,
    private readonly language: Language,
    private readonly screen: ChatScreen,
  ) {
    this.rows = new ViewWindow(texts, language)
  }

  /** Shows the chat, entered with this flow; with another flow than before it says hello anew. */
  start(ivrId: string): void {
    if (this.leave && ivrId === this.ivrId) return
    this.ivrId = ivrId
    this.leave = this.client.subscribe(ivrId, this)
    this.changed(this.client.snapshot)
  }

  stop(): void {
    this.leave?.()
    this.leave = null
  }

  say(text: string): void {
    this.atEnd = true
    this.client.say(text)
  }

  resend(commandId: string): void {
    this.atEnd = true
    this.client.resend(commandId)
  }

  /** The button of the status strip. */
  act(): void {
    if (this.client.snapshot.connection.status === 'online') this.client.enter()
    else this.client.reconnect()
  }

  /** The reader came to the newest message, or left it. */
  follow(atEnd: boolean): void {
    this.atEnd = atEnd
    if (atEnd) this.update({})
  }

  /** The reader wants to see the newest message. */
  showLatest(): void {
    this.atEnd = true
    this.update({ into: this.end() })
  }

  /** The reader came to the oldest row on the screen. */
  showOlder(): void {
    const { conversation } = this.client.snapshot
    if (this.rows.showOlder(conversation)) this.update({}, this.client.snapshot, true)
    else {
      this.wantsOlder = true
      this.client.loadOlder()
      this.wantsOlder = this.client.snapshot.loadingOlder
    }
  }

  /** The list became smaller or larger: who was at the newest message stays there. */
  resized(): void {
    if (this.atEnd) this.screen.show({ into: this.end() })
  }

  /** The keyboard covers so many pixels; who was at the newest message stays there. */
  keyboard(height: number): void {
    this.screen.show(this.atEnd ? { keyboard: height, into: this.end() } : { keyboard: height })
  }

  changed(snapshot: ChatSnapshot): void {
    if (this.leave) this.update({}, snapshot)
  }

  error(error: WireError): void {
    this.screen.error(error)
  }

  private update(patch: Patch, snapshot = this.client.snapshot, knownOlder = false): void {
    const { conversation } = snapshot
    const older = knownOlder || (this.wantsOlder && this.rows.showOlder(conversation))
    const firstId = this.rows.firstId
    const changes = this.rows.update(conversation, snapshot.pending, this.atEnd)
    const grewUp = older && this.rows.firstId !== firstId
    Object.assign(patch, changes)
    // what was on top stays on top: the older rows appear above it
    if (grewUp) patch.into = this.into = firstId
    else if (this.atEnd && Object.keys(changes).length > 0) patch.into = this.end()
    if (!snapshot.loadingOlder) this.wantsOlder = false

    this.count(snapshot, patch)
    const { menuSeq } = conversation.state
    const menuId = menuSeq === undefined ? '' : rowId(menuSeq)
    if (menuId !== this.menuId) patch.menuId = this.menuId = menuId
    if (snapshot.loadingOlder !== this.loading) patch.loading = this.loading = snapshot.loadingOlder
    if (snapshot.connection !== this.connection) {
      this.connection = snapshot.connection
      const avatar = this.client.avatarUrl
      if (avatar !== this.avatar) patch.avatar = this.avatar = avatar
    }
    const status = statusLine(snapshot, this.client.isEntering, this.texts, this.language)
    if (status.text !== this.status.text || status.action !== this.status.action) {
      // a strip that comes or goes must not cover the newest message
      if (this.atEnd && (status.text === '') !== (this.status.text === '')) patch.into ??= this.end()
      patch.status = this.status = status
    }

    if (Object.keys(patch).length > 0) this.screen.show(patch)
    this.announce(snapshot)
  }

  private count({ conversation }: ChatSnapshot, patch: Patch): void {
    const { entries, epoch } = conversation
    const isNew = epoch !== this.epoch
    const added = isNew || this.atEnd ? [] : entries.slice(this.counted + 1 - (entries[0]?.seq ?? 1))
    const fresh = isNew || this.atEnd ? 0 : this.fresh + added.filter(counts).length
    this.epoch = epoch
    this.counted = lastSeq(conversation)
    if (fresh !== this.fresh) patch.fresh = this.fresh = fresh
  }

  private end(): string {
    this.into = this.into === END_A ? END_B : END_A
    return this.into
  }

  private announce({ conversation, connection }: ChatSnapshot): void {
    const { phase } = conversation.state
    const now = `${phase} ${connection.status}`
    if (now === this.announced) return
    const first = conversation.epoch !== null && !this.wasReady
    this.announced = now
    this.screen.stateChange({ phase, connection: connection.status })
    if (connection.status === 'failed' && connection.error) this.screen.error(connection.error)
    if (first) {
      this.wasReady = true
      this.screen.ready()
    }
  }
}
