import type { MenuOption } from '../protocol'
import type { EndNode, FlowDefinition, FlowNode, TransferNode } from './definition'
import { fillParameters, meantOption } from './texts'

/** Where a customer stands in a flow; plain data, so it can be stored. */
export type FlowState =
  | { at: 'start' }
  /** a branch waits for a keyword */
  | { at: 'branch'; nodeId: string }
  /** a transfer waits for an agent; `told` once the queueing message was sent */
  | { at: 'transfer'; nodeId: string; told: boolean }
  /** an agent serves, under the rules of the end module */
  | { at: 'service'; endNodeId: string }
  | { at: 'ended' }

export type FlowEvent =
  | { type: 'start' }
  | { type: 'customerText'; text: string }
  /** the request waits: every agent is busy */
  | { type: 'queued'; waitNo: number }
  | { type: 'noAgentOnline' }
  | { type: 'agentJoined'; staffNo: string }
  | { type: 'agentReplied' }
  | { type: 'replyTimeout' }
  | { type: 'agentEnded' }

export type FlowEffect =
  | { type: 'message'; text: string }
  | { type: 'menu'; text: string; options: MenuOption[] }
  | { type: 'requestAgent'; skillGroupId: string }
  | { type: 'startReplyTimer'; seconds: number }
  | { type: 'cancelReplyTimer' }
  | { type: 'end'; reason: 'flow_ended' | 'no_agent' | 'agent_ended' | 'customer_timeout' }

export interface FlowStep {
  state: FlowState
  effects: FlowEffect[]
}

export const initialFlowState: FlowState = { at: 'start' }

/**
 * One step of a flow. Pure. An event that means nothing in the present state changes nothing.
 * The definition must have passed `checkFlow`; a module that is missing all the same ends the flow.
 */
export function advanceFlow(definition: FlowDefinition, state: FlowState, event: FlowEvent): FlowStep {
  const node = (id: string) => definition.nodes.find((candidate) => candidate.id === id)
  const unchanged: FlowStep = { state, effects: [] }

  switch (state.at) {
    case 'start': {
      const start = definition.nodes.find((candidate) => candidate.kind === 'start')
      return event.type === 'start' ? walk(definition, start?.id) : unchanged
    }
    case 'branch': {
      if (event.type !== 'customerText') return unchanged
      const branchNode = node(state.nodeId)
      if (branchNode?.kind !== 'branch') return ended('flow_ended')
      const chosen = branchNode.branches[meantOption(branchNode.branches, event.text)]
      if (chosen) return walk(definition, chosen.next)
      return { state, effects: say(branchNode.wrongInputText) }
    }
    case 'transfer': {
      const transfer = node(state.nodeId)
      if (transfer?.kind !== 'transfer') return ended('no_agent')
      return advanceTransfer(transfer, state, event)
    }
    case 'service': {
      const end = node(state.endNodeId)
      return end?.kind === 'end' ? advanceService(end, state, event) : ended('flow_ended')
    }
    case 'ended':
      return unchanged
  }
}

function advanceTransfer(
  node: TransferNode,
  state: Extract<FlowState, { at: 'transfer' }>,
  event: FlowEvent,
): FlowStep {
  switch (event.type) {
    case 'queued':
      // a session that returns to the queue after an unanswered offer was told already
      if (state.told) return { state, effects: [] }
      return { state: { ...state, told: true }, effects: say(fillParameters(node.queueingText, event)) }
    case 'noAgentOnline':
      return ended('no_agent', node.failureText)
    case 'agentJoined':
      return {
        state: { at: 'service', endNodeId: node.next },
        effects: say(fillParameters(node.successText, event)),
      }
    default:
      return { state, effects: [] }
  }
}

function advanceService(end: EndNode, state: FlowState, event: FlowEvent): FlowStep {
  switch (event.type) {
    case 'agentReplied':
      if (end.replyTimeoutSeconds === 0) return { state, effects: [] }
      return { state, effects: [{ type: 'startReplyTimer', seconds: end.replyTimeoutSeconds }] }
    case 'customerText':
      return { state, effects: [{ type: 'cancelReplyTimer' }] }
    case 'replyTimeout':
      return ended('customer_timeout', end.timeoutText)
    case 'agentEnded':
      return ended('agent_ended', end.agentEndedText)
    default:
      return { state, effects: [] }
  }
}

/** Follows the connections from a module until something has to be waited for. */
function walk(definition: FlowDefinition, from: string | undefined): FlowStep {
  const nodes = new Map<string, FlowNode>(definition.nodes.map((node) => [node.id, node]))
  const effects: FlowEffect[] = []
  const visited = new Set<string>()
  let id = from
  // without input in between, a module met twice would be met for ever
  while (id !== undefined && !visited.has(id)) {
    visited.add(id)
    const node = nodes.get(id)
    switch (node?.kind) {
      case 'start':
        id = node.next
        break
      case 'message':
        effects.push(...say(node.text))
        id = node.next
        break
      case 'branch': {
        const options = node.branches.map(({ keyword, name }) => ({ keyword, name }))
        effects.push({ type: 'menu', text: node.text, options })
        return { state: { at: 'branch', nodeId: node.id }, effects }
      }
      case 'transfer':
        effects.push({ type: 'requestAgent', skillGroupId: node.skillGroupId })
        return { state: { at: 'transfer', nodeId: node.id, told: false }, effects }
      default:
        id = undefined
    }
  }
  effects.push({ type: 'end', reason: 'flow_ended' })
  return { state: { at: 'ended' }, effects }
}

function say(text: string): FlowEffect[] {
  return text.trim() === '' ? [] : [{ type: 'message', text }]
}

function ended(reason: Extract<FlowEffect, { type: 'end' }>['reason'], text = ''): FlowStep {
  return { state: { at: 'ended' }, effects: [...say(text), { type: 'end', reason }] }
}
