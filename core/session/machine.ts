import { advanceFlow, type FlowDefinition, type FlowEffect, type FlowEvent } from '../flow'
import type { EntryFrom } from '../protocol'
import type { AgentCard, Decision, EntryDraft, Session, SessionCommand, SessionEffect } from './session'

const system: EntryFrom = { role: 'system' }

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
      break

    case 'customerSays':
      if (phase === 'closed') break
      draft.append({
        from: { role: 'customer' },
        body: { kind: 'text', text: command.text },
        clientId: command.clientId,
      })
      draft.flow({ type: 'customerText', text: command.text })
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
      draft.append({ from: asSender(agent), body: { kind: 'text', text: command.text }, clientId: command.clientId })
      draft.flow({ type: 'agentReplied' })
      break

    case 'agentEnds':
      if (phase === 'serving') draft.flow({ type: 'agentEnded' })
      break

    case 'replyTimeout':
      if (phase === 'serving') draft.flow({ type: 'replyTimeout' })
      break
  }
  return draft.decision
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
    const step = advanceFlow(this.definition, this.session.flow, event)
    this.set({ flow: step.state })
    for (const effect of step.effects) this.carryOut(effect)
  }

  private carryOut(effect: FlowEffect): void {
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
        this.close(effect.reason)
        break
    }
  }

  private close(reason: Extract<FlowEffect, { type: 'end' }>['reason']): void {
    const { agent } = this.session
    this.append({ from: system, body: { kind: 'event', event: 'session_closed', reason } })
    this.set({ phase: 'closed', closeReason: reason })
    this.effect({ type: 'cancelTimer', kind: 'reply' })
    if (agent) this.effect({ type: 'agentFreed', agentId: agent.agentId })
  }
}
