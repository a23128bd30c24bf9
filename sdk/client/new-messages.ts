import { type Conversation, lastSeq, seqAt } from '../store/conversation'
import { isHeard } from '../store/unread'
import { rowId } from '../store/view-rows'

/** Counts what came while the reader was further up, and knows where the reading stopped last time. */
export function createNewMessages() {
  /** newest seq that was seen or counted */
  let counted = 0
  let countedEpoch: string | null = null
  let fresh = 0
  let unreadId: string | null = null

  return {
    /** messages below what is being read */
    get fresh() {
      return fresh
    },
    /** row of the first message that was not read when the chat opened; empty when all were */
    get unreadId() {
      return unreadId || ''
    },
    count,
  }

  function count(conversation: Conversation, atEnd: boolean, isOnline: boolean): void {
    const { entries, epoch, state } = conversation
    const isSeen = epoch !== countedEpoch || atEnd
    fresh = isSeen ? 0 : fresh + entries.slice(counted + 1 - seqAt(entries, 0)).filter(isHeard).length
    countedEpoch = epoch
    counted = lastSeq(conversation)
    if (epoch === null || !isOnline || unreadId !== null) return
    const [first] = state.unread ? entries.filter(isHeard).slice(-state.unread) : []
    unreadId = first ? rowId(first.seq) : ''
  }
}
