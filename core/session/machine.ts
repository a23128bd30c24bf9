import {
  advanceFlow,
  type FlowDefinition,
  type FlowEffect,
  type FlowEvent,
  type FlowNode,
  type FlowState,
} from '../flow'
import { type CloseReason, type EntryFrom, RATING_MS, type Speech } from '../protocol'
import type { AgentCard, Decision, EntryDraft, Session, SessionCommand, SessionEffect } from './session'

const system: EntryFrom = { role: 'system' }
const customer: EntryFrom = { role: 'customer' }

/** What an invitation to rate offers where the flow's end module names nothing else. */
const RATING_TAGS = ['回复及时', '态度友好', '解答专业', '问题已解决']
const LOW_RATING_TAGS = ['等待太久', '态度不佳', '答非所问', '问题未解决']

const isWaiting = ({ phase }: Session): boolean => phase === 'queued' || phase === 'ringing'

/** The invitation to rate stands. @param now ms since 1970 */
export const canRate = ({ rating, invitedAt }: Session, now: number): boolean =>
  rating === 'invited' && invitedAt !== null && now <= invitedAt + RATING_MS

/** Nobody is online, or the customer waits; or one was left, and can be changed until somebody deals with it. */
export const canLeaveMessage = (session: Session): boolean =>
  isWaiting(session) || (session.phase === 'closed' && (session.closeReason === 'no_agent' || session.messageLeft))

/**
 * The session machine: in flow → queued → ringing → serving → closed. Pure: `now` is ms since 1970.
 * A command that means nothing in the present phase decides nothing; who may give which command, and the error for
 * one that comes too late, is the server's business.
 */
export function decide(definition: FlowDefinition, session: Session, command: SessionCommand, now: number): Decision {
  const draft = new Draft(definition, session, now)
  const { phase, agent } = session
  switch (command.type) {
    case 'start':
      if (phase !== 'flow' || session.flow.at !== 'start') break
      draft.append({ from: system, body: { kind: 'event', event: 'session_started' } })
      draft.flow({ type: 'start' })
      draft.awaitCustomer(command.idleMs)
      break

    case 'customerSays':
      if (phase === 'closed') break
      draft.append({ from: customer, body: command.body, clientId: command.clientId })
      if (answersFlow(session, command.body)) draft.flow({ type: 'customerText', text: textOf(command.body) })
      if (session.flow.at === 'branch') draft.awaitCustomer(command.idleMs)
      break
    case 'customerLeaves':
      if (isWaiting(session)) draft.close('customer_left')
      break
    case 'customerEnds':
      if (phase === 'closed') break
      if (phase === 'serving') draft.inviteRating(session.flow)
      draft.close(isWaiting(session) ? 'customer_left' : 'customer_ended')
      break

    case 'queue':
      if (phase !== 'flow' && phase !== 'queued') break
      if (session.flow.at === 'transfer' && !session.flow.told) {
        draft.append({ from: system, body: { kind: 'event', event: 'queued' } })
      }
      draft.set({ phase: 'queued' })
      draft.flow({ type: 'queued', waitNo: command.waitNo })
      break

    case 'refuse':
      if (phase === 'flow' || phase === 'queued') draft.flow({ type: 'noAgentOnline' })
      break

    case 'offer':
      if (phase !== 'flow' && phase !== 'queued') break
      draft.set({ phase: 'ringing', agent: command.agent })
      if (command.ringSeconds !== undefined) {
        draft.effect({ type: 'startTimer', kind: 'ring', dueAt: now + command.ringSeconds * 1_000 })
      }
      break

    case 'accept':
      if (phase !== 'ringing' || !agent) break
      draft.set({ phase: 'serving' })
      draft.effect({ type: 'cancelTimer', kind: 'ring' })
      draft.append({ from: asSender(agent), body: { kind: 'event', event: 'agent_joined' } })
      draft.flow({ type: 'agentJoined', staffNo: agent.staffNo })
      break

    case 'unanswered':
      if (phase !== 'ringing' || !agent || !session.skillGroupId) break
      draft.set({ phase: 'queued', agent: null, missed: [...new Set([...session.missed, agent.agentId])] })
      draft.effect({ type: 'cancelTimer', kind: 'ring' })
      draft.effect({ type: 'agentMissed', agentId: agent.agentId })
      draft.effect({ type: 'route', skillGroupId: session.skillGroupId })
      break

    case 'agentSays':
      if (phase !== 'serving' || !agent) break
      draft.append({ from: asSender(agent), body: command.body, clientId: command.clientId })
      draft.flow({ type: 'agentReplied' })
      break

    case 'agentStarts': {
      if (phase !== 'flow' || session.flow.at !== 'start') break
      const endNodeId = endNodeOf(definition, command.skillGroupId)
      draft.set({ phase: 'serving', agent: command.agent, skillGroupId: command.skillGroupId })
      draft.set({ flow: { at: 'service', endNodeId } })
      draft.append({ from: system, body: { kind: 'event', event: 'session_started' } })
      draft.append({ from: asSender(command.agent), body: { kind: 'event', event: 'agent_joined' } })
      break
    }
    case 'inviteRating':
      if (phase === 'serving') draft.inviteRating(session.flow)
      break
    case 'rate':
      if (!canRate(session, now)) break
      draft.append({
        from: customer,
        body: {
          kind: 'rating',
          score: command.score,
          tags: command.tags,
          ...(command.comment !== undefined && { comment: command.comment }),
        },
        clientId: command.clientId,
      })
      draft.set({ rating: 'rated' })
      break
    case 'leaveMessage':
      if (!canLeaveMessage(session)) break
      draft.append({
        from: customer,
        body: {
          kind: 'message_left',
          text: command.text,
          ...(command.contact !== undefined && { contact: command.contact }),
        },
        clientId: command.clientId,
      })
      draft.set({ messageLeft: true })
      if (isWaiting(session)) draft.close('customer_left')
      break
    case 'blockCustomer':
      if (phase !== 'closed') draft.close('blocked')
      break
    case 'agentEnds':
      if (phase === 'serving') draft.flow({ type: 'agentEnded' })
      break

    case 'replyTimeout':
      if (phase === 'serving') draft.flow({ type: 'replyTimeout' })
      break
    case 'idleTimeout':
      if (phase === 'flow') draft.close('customer_timeout')
      break
  }
  return draft.decision
}

const textOf = (body: Speech): string => (body.kind === 'text' ? body.text : '')

/** A product card tells what the customer looks at; to a menu it is no answer, not even a wrong one. */
const answersFlow = ({ flow }: Session, { kind }: Speech): boolean => kind !== 'card' || flow.at !== 'branch'

/** The end module whose rules hold when agents of this skill group serve; none, if the flow has none any more. */
const endNodeOf = ({ nodes }: FlowDefinition, skillGroupId: string): string => {
  for (const node of nodes) if (node.kind === 'transfer' && node.skillGroupId === skillGroupId) return node.next
  return nodes.find((node) => node.kind === 'end')?.id ?? ''
}

/** What an end module offers to explain a rating with. */
function offeredTags(end: FlowNode | undefined): { tags: string[]; lowTags?: string[] } {
  const { ratingTags, lowRatingTags } = end?.kind === 'end' ? end : {}
  if (!ratingTags) return { tags: RATING_TAGS, lowTags: lowRatingTags ?? LOW_RATING_TAGS }
  return lowRatingTags ? { tags: ratingTags, lowTags: lowRatingTags } : { tags: ratingTags }
}

const asSender = ({ name, staffNo }: AgentCard): EntryFrom => ({ role: 'agent', name, staffNo })

/** Collects one decision. */
class Draft {
  private readonly entries: EntryDraft[] = []
  private readonly effects: SessionEffect[] = []

  constructor(
    private readonly definition: FlowDefinition,
    private session: Session,
    private readonly now: number,
  ) {}

  get decision(): Decision {
    return { session: this.session, entries: this.entries, effects: this.effects }
  }

  set(change: Partial<Session>): void {
    this.session = { ...this.session, ...change }
  }

  append(entry: EntryDraft): void {
    this.entries.push(entry)
  }

  effect(effect: SessionEffect): void {
    this.effects.push(effect)
  }

  flow(event: FlowEvent): void {
    const { flow } = this.session
    const step = advanceFlow(this.definition, flow, event)
    if (step.state !== flow) this.set({ flow: step.state })
    for (const effect of step.effects) this.carryOut(effect, flow)
  }

  /** The flow has spoken: if it asks, the customer's silence ends the session; if it leads on, no longer. */
  awaitCustomer(idleMs: number | undefined): void {
    const { phase, flow } = this.session
    if (phase !== 'flow') return
    if (flow.at !== 'branch') this.effect({ type: 'cancelTimer', kind: 'idle' })
    else if (idleMs) this.effect({ type: 'startTimer', kind: 'idle', dueAt: this.now + idleMs })
  }

  /** @param before where the flow stood when the event came */
  private carryOut(effect: FlowEffect, before: FlowState): void {
    switch (effect.type) {
      case 'message':
        this.append({ from: system, body: { kind: 'text', text: effect.text } })
        break
      case 'menu':
        this.append({ from: system, body: { kind: 'menu', text: effect.text, options: effect.options } })
        break
      case 'requestAgent':
        this.set({ skillGroupId: effect.skillGroupId })
        this.effect({ type: 'route', skillGroupId: effect.skillGroupId })
        break
      case 'startReplyTimer':
        this.effect({ type: 'startTimer', kind: 'reply', dueAt: this.now + effect.seconds * 1_000 })
        break
      case 'cancelReplyTimer':
        this.effect({ type: 'cancelTimer', kind: 'reply' })
        break
      case 'end':
        if (effect.reason === 'agent_ended' || effect.reason === 'customer_timeout') this.inviteRating(before)
        this.close(effect.reason)
        break
    }
  }

  /** Once in a session. @param flow in service, by the rules of an end module */
  inviteRating(flow: FlowState): void {
    if (this.session.rating !== 'none') return
    const end = this.definition.nodes.find((node) => flow.at === 'service' && node.id === flow.endNodeId)
    this.append({ from: system, body: { kind: 'rating_invite', ...offeredTags(end) } })
    this.set({ rating: 'invited', invitedAt: this.now })
  }

  /** P7: the timer of the phase that ends goes with it. */
  close(reason: CloseReason): void {
    const { agent, phase } = this.session
    this.append({ from: system, body: { kind: 'event', event: 'session_closed', reason } })
    this.set({ phase: 'closed', closeReason: reason, flow: { at: 'ended' } })
    if (phase === 'flow') this.effect({ type: 'cancelTimer', kind: 'idle' })
    if (phase === 'ringing') this.effect({ type: 'cancelTimer', kind: 'ring' })
    if (phase === 'serving') this.effect({ type: 'cancelTimer', kind: 'reply' })
    if (agent) this.effect({ type: 'agentFreed', agentId: agent.agentId })
  }
}
