import type { Entry } from '@ccc-store/core/protocol'
import { lastSeq, seqAt } from '../store/conversation'
import { type Row, rowId } from '../store/view-rows'
import { createViewWindow, type Patch } from '../store/view-window'
import type { Language, Texts } from '../texts/texts'
import type { Connection } from '../transport/transport'
import type { ChatClient, ChatSnapshot } from './chat-client'
import { type ChatScreen, emptyScreen } from './chat-screen'
import { createInvitation } from './invitation'
import { createNewMessages } from './new-messages'
import { type Quoted, quoteOf, type RowAction, rowActions } from './row-actions'
import { type StatusLine, statusLine } from './status-line'

/** The list scrolls to its end whenever `into` changes from one of these to the other. */
const END_A = 'end-a'
const END_B = 'end-b'

/** Turns what the client knows into patches for one screen, and what is done on the screen into commands. */
export function createChatView(client: ChatClient, texts: Texts, language: Language, screen: ChatScreen) {
  /** what the screen shows, besides the rows */
  const shown: Patch = { ...emptyScreen }
  /** the reader is at the newest message */
  let atEnd = true
  let isVisible = true
  let wantsOlder = false
  let quoted: Quoted | null = null
  let shownConnection: Connection | null = null
  let announced = ''
  let wasReady = false
  let shownFlow = ''
  let leave: (() => void) | null = null
  /** words of messages that were taken back here, to be written again */
  const taken = new Map<number, string>()
  const newMessages = createNewMessages()
  const invitation = createInvitation()
  const rows = createViewWindow({ texts, language, fileUrl: client.fileUrl, taken })

  return {
    start,
    stop,
    show,
    act,
    say,
    press,
    open,
    rate,
    leaveMessage,
    actionsOn,
    do: run,
    quote,
    locate,
    textOf,
    follow,
    showLatest,
    showOlder,
    resized,
    keyboard,
    changed,
  }

  /** Shows the chat, entered with this flow; with another flow than before it says hello anew. */
  function start(ivrId: string): void {
    if (leave && ivrId === shownFlow) return
    shownFlow = ivrId
    leave = client.subscribe(ivrId, { changed, error: screen.error })
    changed(client.snapshot)
  }

  function stop(): void {
    leave?.()
    leave = null
  }

  /** The page came to the front, or left it: what nobody sees is not read. */
  function show(visible: boolean): void {
    isVisible = visible
    update({})
  }

  /** Does something that is answered at the end of the list, so the reader goes there. */
  function act(action: (client: ChatClient) => void): void {
    atEnd = true
    rows.showNewest()
    action(client)
  }

  /** Says a text, which answers what is quoted. */
  function say(text: string): void {
    const answered = quoted
    quoted = null
    act(() => client.say(text, answered?.seq))
    // nothing was sent without words
    update({})
  }

  /** The button of the status strip. */
  function press(does: StatusLine['does']): void {
    if (does === 'retry') client.reconnect()
    if (does === 'enter' || does === 'leave') client.once({ t: does })
    if (does === 'message') open('message')
  }

  /** Opens the sheet for a rating or a message; with an empty name it goes. */
  function open(sheet: '' | 'rate' | 'message'): void {
    update({ sheet: keep('sheet', sheet) })
  }

  function rate(score: number, chosen: string[], comment: string): void {
    const { rating } = client.snapshot.conversation.state
    const said = comment.trim()
    if (rating) {
      client.once({ t: 'rate', sessionId: rating.sessionId, score, tags: chosen, ...(said ? { comment: said } : {}) })
    }
    open('')
  }

  function leaveMessage(text: string, contact: string): void {
    const reach = contact.trim()
    client.once({ t: 'leaveMessage', text, ...(reach ? { contact: reach } : {}) })
    open('')
  }

  /** What can be done with a row now. */
  function actionsOn(id: string): RowAction[] {
    return rowActions(find(id), entry(id), Date.now())
  }

  /** Does one of `actionsOn` that is not for the phone alone. */
  function run(action: RowAction, id: string): void {
    const target = entry(id)
    // the id of an unsent row is `p` and the id of its command
    if (action === 'resend') act(() => client.resend(id.slice(1)))
    if (action === 'remove') client.cancel(id.slice(1))
    if (action === 'recall' && target) {
      const words = textOf(id)
      if (words) taken.set(target.seq, words)
      client.recall(target.seq)
    }
    if (action === 'quote' && target) quote(quoteOf(target, texts))
  }

  /** Puts what will be answered above the composer, or takes it away. */
  function quote(answered: Quoted | null): void {
    quoted = answered
    update({})
  }

  /** Scrolls to an entry, if its row is there. */
  function locate(seq: number): void {
    const id = rowId(seq)
    if (rows.has(id)) screen.show({ into: keep('into', id) })
  }

  /** The text of a row, to be copied. */
  function textOf(id: string): string {
    return find(id)?.text || ''
  }

  /** The reader came to the last row, or left it. */
  function follow(isAtEnd: boolean): void {
    const newer = isAtEnd && rows.showNewer(client.snapshot.conversation)
    atEnd = isAtEnd && !newer
    if (isAtEnd) update({}, client.snapshot, newer ? 'newer' : 'none')
  }

  /** The reader wants to see the newest message. */
  function showLatest(): void {
    act(() => {})
    update({ into: end() })
  }

  /** The reader came to the oldest row on the screen. */
  function showOlder(): void {
    const { conversation } = client.snapshot
    if (rows.showOlder(conversation)) update({}, client.snapshot, 'older')
    else {
      wantsOlder = true
      client.loadOlder()
      wantsOlder = client.snapshot.loadingOlder
    }
  }

  /** The list became smaller or larger: who was at the newest message stays there. */
  function resized(): void {
    if (atEnd) screen.show({ into: end() })
  }

  /** The keyboard covers so many pixels; who was at the newest message stays there. */
  function keyboard(height: number): void {
    screen.show(atEnd ? { keyboard: height, into: end() } : { keyboard: height })
  }

  function changed(snapshot: ChatSnapshot): void {
    if (leave) update({}, snapshot)
  }

  function update(patch: Patch, snapshot = client.snapshot, growing: 'older' | 'newer' | 'none' = 'none'): void {
    const { conversation, connection } = snapshot
    const { state } = conversation
    const older = growing === 'older' || (wantsOlder && rows.showOlder(conversation))
    const firstId = rows.firstId
    const changes = rows.update(conversation, snapshot.pending, atEnd || growing === 'newer')
    Object.assign(patch, changes)
    // what was on top stays on top: the older rows appear above it
    if (older && rows.firstId !== firstId) patch.into = keep('into', firstId)
    else if (atEnd && Object.keys(changes).length > 0) patch.into = end()
    if (!snapshot.loadingOlder) wantsOlder = false

    const isOnline = connection.status === 'online'
    const status = statusLine(snapshot, client.isEntering, texts, language)
    const agent = isOnline && state.phase === 'serving' ? state.agent : undefined
    set(patch, 'status', status)
    set(patch, 'agent', agent || emptyScreen.agent)
    set(patch, 'typing', agent !== undefined && snapshot.agentTyping)
    // a strip that comes, goes or says more must not cover the newest message
    if (atEnd && ('status' in patch || 'agent' in patch || 'typing' in patch)) patch.into ??= end()

    newMessages.count(conversation, atEnd, isOnline)
    set(patch, 'fresh', newMessages.fresh)
    set(patch, 'unreadId', newMessages.unreadId)
    set(patch, 'menuId', state.menuSeq === undefined ? '' : rowId(state.menuSeq))
    set(patch, 'readId', state.readByAgent ? rowId(state.readByAgent) : '')
    set(patch, 'rateId', invitation(conversation))
    set(patch, 'tags', state.rating?.tags || emptyScreen.tags)
    set(patch, 'lowTags', state.rating?.lowTags || emptyScreen.lowTags)
    set(patch, 'left', state.leftMessage || emptyScreen.left)
    set(patch, 'loading', snapshot.loadingOlder)
    set(patch, 'quote', quoted)
    if (connection !== shownConnection) {
      shownConnection = connection
      set(patch, 'avatar', client.avatarUrl)
    }
    const { sheet } = shown
    if ((sheet === 'rate' && !state.rating) || (sheet === 'message' && !state.canLeaveMessage)) {
      set(patch, 'sheet', '')
    }

    if (Object.keys(patch).length > 0) screen.show(patch)
    // the quote stands below the list, and is there only now
    if (atEnd && 'quote' in patch) resized()
    // told last: whoever is told of it comes back here
    if (atEnd && isVisible && isOnline) client.read(lastSeq(conversation))
    announce(snapshot)
  }

  function set(patch: Patch, name: string, value: unknown): void {
    const before = shown[name]
    if (before === value || JSON.stringify(before) === JSON.stringify(value)) return
    patch[name] = keep(name, value)
  }

  function keep<Value>(name: string, value: Value): Value {
    shown[name] = value
    return value
  }

  function find(id: string): Row | undefined {
    for (const page of rows.pages) {
      const row = page.rows.find((other) => other.id === id)
      if (row) return row
    }
    return undefined
  }

  function entry(id: string): Entry | undefined {
    const { entries } = client.snapshot.conversation
    return id.startsWith('m') ? entries[Number(id.slice(1)) - seqAt(entries, 0)] : undefined
  }

  function end(): string {
    return keep('into', shown.into === END_A ? END_B : END_A)
  }

  function announce({ conversation, connection }: ChatSnapshot): void {
    const { phase } = conversation.state
    const now = `${phase} ${connection.status}`
    if (now === announced) return
    const first = conversation.epoch !== null && !wasReady
    announced = now
    screen.stateChange({ phase, connection: connection.status })
    if (connection.status === 'failed' && connection.error) screen.error(connection.error)
    if (first) {
      wasReady = true
      screen.ready()
    }
  }
}

export type ChatView = ReturnType<typeof createChatView>
