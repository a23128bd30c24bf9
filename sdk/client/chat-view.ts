import type { CustomerPhase, Entry, WireError } from '@ccc-store/core/protocol'
import { lastSeq, seqAt } from '../store/conversation'
import { isHeard } from '../store/unread'
import { type Row, rowId } from '../store/view-rows'
import { type Patch, type RowPage, ViewWindow } from '../store/view-window'
import type { Language, Texts } from '../texts/texts'
import type { Connection } from '../transport/transport'
import type { ChatClient, ChatListener, ChatSnapshot } from './chat-client'
import { type Quoted, quoteOf, type RowAction, rowActions } from './row-actions'
import { noStatus, statusLine } from './status-line'

/** The component that shows a chat. */
export interface ChatScreen {
  /** `setData`: called once at most for each frame from the server */
  show(patch: Patch): void
  /** the first answer of the call centre is on the screen */
  ready(): void
  stateChange(state: { phase: CustomerPhase; connection: string }): void
  error(error: WireError): void
}

const pages: RowPage[] = []
const tags: string[] = []
const quote: Quoted | null = null

/** What a screen shows before it knows anything. */
export const emptyScreen = {
  pages,
  status: noStatus,
  /** who serves; no header without a name */
  agent: { name: '', staffNo: '' },
  typing: false,
  /** ids of rows: whose menu can be answered, whose rating can be given, the newest read by the agent, the first unread */
  menuId: '',
  rateId: '',
  readId: '',
  unreadId: '',
  into: '',
  fresh: 0,
  loading: false,
  avatar: '',
  keyboard: 0,
  sheet: '',
  tags,
  quote,
}

/** The list scrolls to its end whenever `into` changes from one of these to the other. */
const END_A = 'end-a'
const END_B = 'end-b'

/** Turns what the client knows into patches for one screen, and what is done on the screen into commands. */
export class ChatView implements ChatListener {
  private readonly rows: ViewWindow
  /** what the screen shows, besides the rows */
  private readonly shown: Patch = { ...emptyScreen }
  private does = noStatus.does
  private hasStrip = false
  private fresh = 0
  /** the reader is at the newest message */
  private atEnd = true
  private visible = true
  private wantsOlder = false
  /** newest seq that was seen or counted */
  private counted = 0
  private epoch: string | null = null
  private unreadId: string | null = null
  private quoted: Quoted | null = null
  private connection: Connection | null = null
  private invited = { sessionId: '', rowId: '' }
  private announced = ''
  private wasReady = false
  private ivrId = ''
  private leave: (() => void) | null = null

  constructor(
    private readonly client: ChatClient,
    private readonly texts: Texts,
    private readonly language: Language,
    private readonly screen: ChatScreen,
  ) {
    this.rows = new ViewWindow({ texts, language, fileUrl: (file) => client.fileUrl(file) })
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

  /** The page came to the front, or left it: what nobody sees is not read. */
  show(visible: boolean): void {
    this.visible = visible
    this.update({})
  }

  /** Does something that is answered at the end of the list, so the reader goes there. */
  act(act: (client: ChatClient) => void): void {
    this.atEnd = true
    this.rows.showNewest()
    act(this.client)
  }

  /** Says a text, which answers what is quoted. */
  say(text: string): void {
    const quoted = this.quoted
    this.quoted = null
    this.act((client) => client.say(text, quoted?.seq))
    // nothing was sent without words
    this.update({})
  }

  /** The button of the status strip. */
  pressStatus(): void {
    if (this.does === 'retry') this.client.reconnect()
    if (this.does === 'enter') this.client.enter()
    if (this.does === 'leave') this.client.leaveQueue()
    if (this.does === 'message') this.open('message')
  }

  /** Opens the sheet for a rating or a message; with an empty name it goes. */
  open(sheet: '' | 'rate' | 'message'): void {
    this.update({ sheet: this.keep('sheet', sheet) })
  }

  rate(score: number, chosen: string[], comment: string): void {
    const { rating } = this.client.snapshot.conversation.state
    const said = comment.trim()
    if (rating) {
      this.client.rate({ sessionId: rating.sessionId, score, tags: chosen, ...(said ? { comment: said } : {}) })
    }
    this.open('')
  }

  leaveMessage(text: string, contact: string): void {
    const reach = contact.trim()
    this.client.leaveMessage({ text, ...(reach ? { contact: reach } : {}) })
    this.open('')
  }

  /** What can be done with a row now. */
  actionsOn(id: string): RowAction[] {
    return rowActions(this.find(id), this.entry(id), Date.now())
  }

  /** Does one of `actionsOn` that is not for the phone alone. */
  do(action: RowAction, id: string): void {
    const entry = this.entry(id)
    // the id of an unsent row is `p` and the id of its command
    if (action === 'resend') this.act((client) => client.resend(id.slice(1)))
    if (action === 'remove') this.client.cancel(id.slice(1))
    if (action === 'recall' && entry) this.client.recall(entry.seq)
    if (action === 'quote' && entry) this.quote(quoteOf(entry, this.texts))
  }

  /** Puts what will be answered above the composer, or takes it away. */
  quote(quoted: Quoted | null): void {
    this.quoted = quoted
    this.update({})
  }

  /** Scrolls to an entry, if its row is there. */
  locate(seq: number): void {
    const id = rowId(seq)
    if (this.rows.has(id)) this.screen.show({ into: this.keep('into', id) })
  }

  /** The text of a row, to be copied. */
  textOf(id: string): string {
    return this.find(id)?.text ?? ''
  }

  /** The reader came to the last row, or left it. */
  follow(atEnd: boolean): void {
    const newer = atEnd && this.rows.showNewer(this.client.snapshot.conversation)
    this.atEnd = atEnd && !newer
    if (atEnd) this.update({}, this.client.snapshot, newer ? 'newer' : 'none')
  }

  /** The reader wants to see the newest message. */
  showLatest(): void {
    this.act(() => {})
    this.update({ into: this.end() })
  }

  /** The reader came to the oldest row on the screen. */
  showOlder(): void {
    const { conversation } = this.client.snapshot
    if (this.rows.showOlder(conversation)) this.update({}, this.client.snapshot, 'older')
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

  private update(patch: Patch, snapshot = this.client.snapshot, growing: 'older' | 'newer' | 'none' = 'none'): void {
    const { conversation, connection } = snapshot
    const { state } = conversation
    const older = growing === 'older' || (this.wantsOlder && this.rows.showOlder(conversation))
    const firstId = this.rows.firstId
    const changes = this.rows.update(conversation, snapshot.pending, this.atEnd || growing === 'newer')
    Object.assign(patch, changes)
    // what was on top stays on top: the older rows appear above it
    if (older && this.rows.firstId !== firstId) patch.into = this.keep('into', firstId)
    else if (this.atEnd && Object.keys(changes).length > 0) patch.into = this.end()
    if (!snapshot.loadingOlder) this.wantsOlder = false

    const status = statusLine(snapshot, this.client.isEntering, this.texts, this.language)
    const agent = connection.status === 'online' && state.phase === 'serving' ? state.agent : undefined
    const hadStrip = this.hasStrip
    this.does = status.does
    this.hasStrip = status.text !== '' || agent !== undefined
    this.set(patch, 'status', status)
    this.set(patch, 'agent', agent ?? emptyScreen.agent)
    this.set(patch, 'typing', agent !== undefined && snapshot.agentTyping)
    // a strip that comes or goes must not cover the newest message
    if (this.atEnd && this.hasStrip !== hadStrip) patch.into ??= this.end()

    this.count(snapshot, patch)
    this.set(patch, 'menuId', state.menuSeq === undefined ? '' : rowId(state.menuSeq))
    this.set(patch, 'readId', state.readByAgent ? rowId(state.readByAgent) : '')
    this.set(patch, 'rateId', this.invitation(snapshot))
    this.set(patch, 'tags', state.rating?.tags ?? tags)
    this.set(patch, 'loading', snapshot.loadingOlder)
    this.set(patch, 'quote', this.quoted)
    if (connection !== this.connection) {
      this.connection = connection
      this.set(patch, 'avatar', this.client.avatarUrl)
    }
    const { sheet } = this.shown
    if ((sheet === 'rate' && !state.rating) || (sheet === 'message' && !state.canLeaveMessage)) {
      this.set(patch, 'sheet', '')
    }

    if (Object.keys(patch).length > 0) this.screen.show(patch)
    // told last: whoever is told of it comes back here
    if (this.atEnd && this.visible && connection.status === 'online') this.client.read(lastSeq(conversation))
    this.announce(snapshot)
  }

  private set(patch: Patch, name: string, value: unknown): void {
    const before = this.shown[name]
    if (before === value || JSON.stringify(before) === JSON.stringify(value)) return
    patch[name] = this.keep(name, value)
  }

  private keep<Value>(name: string, value: Value): Value {
    this.shown[name] = value
    return value
  }

  private count({ conversation, connection }: ChatSnapshot, patch: Patch): void {
    const { entries, epoch, state } = conversation
    const isNew = epoch !== this.epoch
    const newest = lastSeq(conversation)
    const added = isNew || this.atEnd ? [] : entries.slice(this.counted + 1 - seqAt(entries, 0))
    this.fresh = isNew || this.atEnd ? 0 : this.fresh + added.filter(isHeard).length
    this.epoch = epoch
    this.counted = newest
    this.set(patch, 'fresh', this.fresh)
    if (epoch === null || connection.status !== 'online') return
    if (this.unreadId === null) {
      // where the reading stopped last time
      const others = state.unread ? entries.filter(isHeard).slice(-state.unread) : []
      this.unreadId = others[0] ? rowId(others[0].seq) : ''
      this.set(patch, 'unreadId', this.unreadId)
    }
  }

  /** The row of the invitation that can be answered now. */
  private invitation({ conversation: { state, entries } }: ChatSnapshot): string {
    const sessionId = state.rating?.sessionId
    if (sessionId === undefined) return ''
    if (sessionId !== this.invited.sessionId) {
      for (let at = entries.length - 1; at >= 0; at -= 1) {
        const entry = entries[at]
        if (entry?.body.kind !== 'rating_invite' || entry.sessionId !== sessionId) continue
        this.invited = { sessionId, rowId: rowId(entry.seq) }
        break
      }
    }
    return this.invited.sessionId === sessionId ? this.invited.rowId : ''
  }

  private find(id: string): Row | undefined {
    for (const page of this.rows.pages) {
      const row = page.rows.find((other) => other.id === id)
      if (row) return row
    }
    return undefined
  }

  private entry(id: string): Entry | undefined {
    const { entries } = this.client.snapshot.conversation
    return id.startsWith('m') ? entries[Number(id.slice(1)) - seqAt(entries, 0)] : undefined
  }

  private end(): string {
    return this.keep('into', this.shown.into === END_A ? END_B : END_A)
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
