import { fill, type Language, type Texts } from '../texts/texts'
import type { ChatSnapshot } from './chat-client'

/** The strip above the messages: one sentence, one action. No text: no strip. */
export interface StatusLine {
  tone: 'plain' | 'wait' | 'good' | 'bad'
  text: string
  /** what the button says; empty when there is nothing to do */
  action: string
}

/** Says where the customer stands. A connection that is not there is said before anything else. */
export function statusLine(snapshot: ChatSnapshot, entering: boolean, texts: Texts, language: Language): StatusLine {
  const { connection, conversation } = snapshot
  switch (connection.status) {
    case 'idle':
      return { tone: 'plain', text: '', action: '' }
    case 'connecting':
      return { tone: 'plain', text: texts.connecting, action: '' }
    case 'offline':
      return { tone: 'bad', text: texts.offline, action: texts.retryNow }
    case 'reconnecting':
      return { tone: 'bad', text: connection.error?.[language] ?? texts.reconnecting, action: texts.retryNow }
    case 'failed':
      return { tone: 'bad', text: connection.error?.[language] ?? texts.failed, action: texts.retryNow }
    case 'online':
      break
  }
  if (entering) return { tone: 'plain', text: texts.entering, action: '' }
  const { phase, waitNo = 0, agent } = conversation.state
  switch (phase) {
    case 'none':
    case 'flow':
      return { tone: 'plain', text: '', action: '' }
    case 'queued':
      return { tone: 'wait', text: waitNo === 0 ? texts.queuedFirst : fill(texts.queued, { n: waitNo }), action: '' }
    case 'ringing':
      return { tone: 'wait', text: texts.ringing, action: '' }
    case 'serving':
      return { tone: 'good', text: agent ? fill(texts.serving, agent) : '', action: '' }
    case 'closed':
      return { tone: 'plain', text: texts.closed, action: texts.again }
  }
}
