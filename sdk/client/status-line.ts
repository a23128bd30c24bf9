import { errorText, fill, type Language, type Texts } from '../texts/texts'
import type { ChatSnapshot } from './chat-client'

/** The strip above the messages: one sentence, one action. No text: no strip. */
export interface StatusLine {
  tone: 'plain' | 'wait' | 'good' | 'bad'
  text: string
  /** what the button says; empty when there is nothing to do */
  action: string
  /** what the button does */
  does: 'nothing' | 'retry' | 'enter' | 'leave' | 'message' | 'leaveOrWrite'
}

const line = (
  text: string,
  tone: StatusLine['tone'] = 'plain',
  action = '',
  does: StatusLine['does'] = 'nothing',
): StatusLine => ({ tone, text, action, does })

export const noStatus: StatusLine = line('')

/** Says where the customer stands. A connection that is not there is said before anything else. */
export function statusLine(snapshot: ChatSnapshot, entering: boolean, texts: Texts, language: Language): StatusLine {
  const { connection, conversation } = snapshot
  const { status, error } = connection
  if (status === 'idle') return noStatus
  if (status === 'connecting') return line(texts.connecting)
  if (status !== 'online') {
    const words = status === 'failed' ? texts.broken : texts[status]
    const why = error && status !== 'offline' ? errorText(error, texts, language) : words
    // whoever is blocked stays blocked
    return error?.code === 'CUSTOMER_BLOCKED' ? line(why, 'bad') : line(why, 'bad', texts.retryNow, 'retry')
  }
  if (entering) return line(texts.entering)
  const { phase, waitNo = 0, waitMinutes, canLeaveMessage, leftMessage } = conversation.state
  const way = canLeaveMessage ? 'leaveOrWrite' : 'leave'
  const waiting = (text: string) => line(text, 'wait', texts[way], way)
  switch (phase) {
    case 'none':
    case 'flow':
    // the header says who serves
    case 'serving':
      return noStatus
    case 'queued':
      return waiting(
        (waitNo === 0 ? texts.queuedFirst : fill(texts.queued, { n: waitNo })) +
          (waitMinutes ? fill(texts.waitMinutes, { n: waitMinutes }) : ''),
      )
    case 'ringing':
      return waiting(texts.ringing)
    case 'closed':
      if (leftMessage) return line(texts.messageTaken, 'good', texts.change, 'message')
      // why it ended is said in the list, once
      if (canLeaveMessage) return line(texts.closed, 'wait', texts.leaveMessage, 'message')
      return line(texts.closed, 'plain', texts.again, 'enter')
  }
}
