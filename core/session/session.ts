import type { FlowState } from '../flow'
import { initialFlowState } from '../flow'
import type { CloseReason, EntryBody, EntryFrom, Speech } from '../protocol'

export interface AgentCard {
  agentId: string
  name: string
  staffNo: string
}

export type SessionPhase = 'flow' | 'queued' | 'ringing' | 'serving' | 'closed'

/** One service from entry to end; plain data, so it can be stored. */
export interface Session {
  phase: SessionPhase
  flow: FlowState
  /** set from the request for an agent on */
  skillGroupId: string | null
  /** who is offered the session or serves it */
  agent: AgentCard | null
  /** agents who let this request ring out */
  missed: string[]
  closeReason: CloseReason | null
  /** one invitation, one rating */
  rating: 'none' | 'invited' | 'rated'
  /** when the customer was asked to rate, ms since 1970 */
  invitedAt: number | null
  /** the customer left a message because nobody was online, or instead of waiting */
  messageLeft: boolean
}

export type SessionCommand =
  /** @see idleMs in `customerSays` */
  | { type: 'start'; idleMs?: number }
  /** `idleMs`: so long a flow that asks waits for the customer's next word; for ever without */
  | { type: 'customerSays'; body: Speech; clientId: string; idleMs?: number }
  | { type: 'agentSays'; body: Speech; clientId: string }
  /** an agent writes first: begins the session in service, under the rules of the skill group's transfer module */
  | { type: 'agentStarts'; agent: AgentCard; skillGroupId: string }
  /** the customer leaves the queue */
  | { type: 'customerLeaves' }
  /** the customer ends the session, in whatever phase it is */
  | { type: 'customerEnds' }
  | { type: 'inviteRating' }
  | { type: 'rate'; score: number; tags: string[]; comment?: string; clientId: string }
  | { type: 'leaveMessage'; text: string; contact?: string; clientId: string }
  | { type: 'blockCustomer' }
  /** routing found nobody free; `waitNo` customers wait ahead */
  | { type: 'queue'; waitNo: number }
  /** routing found nobody online */
  | { type: 'refuse' }
  /** routing found an agent; without `ringSeconds` the offer rings until it is answered */
  | { type: 'offer'; agent: AgentCard; ringSeconds?: number }
  | { type: 'accept' }
  /** the agent declined, or the offer rang out */
  | { type: 'unanswered' }
  | { type: 'agentEnds' }
  | { type: 'replyTimeout' }
  /** the flow has waited for the customer long enough */
  | { type: 'idleTimeout' }

/** A line to append to the log; the store numbers and dates it. */
export interface EntryDraft {
  from: EntryFrom
  body: EntryBody
  clientId?: string
}

/** What the server has to do beside appending entries and storing the session. */
export type SessionEffect =
  | { type: 'route'; skillGroupId: string }
  | { type: 'startTimer'; kind: TimerKind; dueAt: number }
  | { type: 'cancelTimer'; kind: TimerKind }
  /** the agent has a free place again */
  | { type: 'agentFreed'; agentId: string }
  /** the agent let an offer pass and gets no more until they say so */
  | { type: 'agentMissed'; agentId: string }

/** `reply`: of a customer to the agent; `ring`: of an offer; `idle`: of a customer to the flow */
export type TimerKind = 'reply' | 'ring' | 'idle'

export interface Decision {
  session: Session
  entries: EntryDraft[]
  effects: SessionEffect[]
}

export const newSession: Session = {
  phase: 'flow',
  flow: initialFlowState,
  skillGroupId: null,
  agent: null,
  missed: [],
  closeReason: null,
  rating: 'none',
  invitedAt: null,
  messageLeft: false,
}
