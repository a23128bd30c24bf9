import { type FlowDefinition, type FlowNode, successors } from './definition'
import { FLOW_FAULTS, type FlowFaultCode } from './faults'
import { normalizeKeyword } from './texts'

/** One fault of a definition. `nodeId` is the module it concerns; absent when it concerns the whole flow. */
export interface FlowFault {
  code: FlowFaultCode
  nodeId?: string
  zh: string
  en: string
}

/**
 * Lists every fault of a definition; an empty list means it can be published.
 * @param skillGroupIds the skill groups that exist
 */
export function checkFlow(definition: FlowDefinition, skillGroupIds: ReadonlySet<string>): FlowFault[] {
  const faults: FlowFault[] = []
  const report = (code: FlowFaultCode, node?: FlowNode, what = '') => {
    const text = FLOW_FAULTS[code]
    const label = node ? node.label || node.id : ''
    const fill = (template: string) => template.replace('{label}', label).replace('{what}', what)
    faults.push({ code, ...(node && { nodeId: node.id }), zh: fill(text.zh), en: fill(text.en) })
  }

  const nodes = new Map(definition.nodes.map((node) => [node.id, node]))
  const starts = definition.nodes.filter((node) => node.kind === 'start')
  if (starts.length === 0) report('START_MISSING')
  for (const extra of starts.slice(1)) report('START_DUPLICATE', extra)
  if (!definition.nodes.some((node) => node.kind === 'end')) report('END_MISSING')

  const seen = new Set<string>()
  for (const node of definition.nodes) {
    if (seen.has(node.id)) report('ID_DUPLICATE', node)
    seen.add(node.id)
    for (const id of successors(node)) if (!nodes.has(id)) report('NEXT_UNKNOWN', node, id)
    if (successors(node).some((id) => nodes.get(id)?.kind === 'start')) report('NEXT_IS_START', node)
    checkNode(node, nodes, skillGroupIds, report)
  }

  const [start] = starts
  if (start) {
    const reached = reachable(start.id, nodes)
    for (const node of definition.nodes) if (!reached.has(node.id)) report('UNREACHABLE', node)
    checkLoops(nodes, report)
    checkEnds(definition.nodes, nodes, reached, report)
  }
  return faults
}

type Report = (code: FlowFaultCode, node?: FlowNode, what?: string) => void

function checkNode(
  node: FlowNode,
  nodes: ReadonlyMap<string, FlowNode>,
  skillGroupIds: ReadonlySet<string>,
  report: Report,
): void {
  switch (node.kind) {
    case 'message':
      if (node.text.trim() === '') report('TEXT_EMPTY', node)
      break
    case 'branch': {
      if (node.text.trim() === '') report('TEXT_EMPTY', node)
      if (node.wrongInputText.trim() === '') report('WRONG_INPUT_TEXT_EMPTY', node)
      if (node.branches.length === 0) report('BRANCH_EMPTY', node)
      const keywords = new Set<string>()
      for (const { keyword, name } of node.branches) {
        const normal = normalizeKeyword(keyword)
        if (normal === '') report('KEYWORD_EMPTY', node, name)
        else if (keywords.has(normal)) report('KEYWORD_DUPLICATE', node, keyword)
        keywords.add(normal)
        if (name.trim() === '') report('BRANCH_NAME_EMPTY', node, keyword)
      }
      break
    }
    case 'transfer':
      if (!skillGroupIds.has(node.skillGroupId)) report('SKILL_GROUP_UNKNOWN', node)
      if (node.failureText.trim() === '') report('FAILURE_TEXT_EMPTY', node)
      if (nodes.has(node.next) && nodes.get(node.next)?.kind !== 'end') report('TRANSFER_NOT_TO_END', node)
      break
    case 'start':
    case 'end':
      break
  }
}

function reachable(from: string, nodes: ReadonlyMap<string, FlowNode>): Set<string> {
  const reached = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodes.get(id)
    if (!node || reached.has(id)) continue
    reached.add(id)
    open.push(...successors(node))
  }
  return reached
}

/** Modules that only send messages must not lead back to themselves: nothing would ever stop them. */
function checkLoops(nodes: ReadonlyMap<string, FlowNode>, report: Report): void {
  for (const node of nodes.values()) {
    if (node.kind !== 'message') continue
    const met = new Set<string>()
    let id: string | undefined = node.next
    while (id !== undefined && id !== node.id && !met.has(id)) {
      met.add(id)
      const next: FlowNode | undefined = nodes.get(id)
      id = next?.kind === 'message' || next?.kind === 'start' ? next.next : undefined
    }
    if (id === node.id) report('LOOP', node)
  }
}

/** Seed page 004: every path must be able to reach an end module. */
function checkEnds(
  all: readonly FlowNode[],
  nodes: ReadonlyMap<string, FlowNode>,
  reached: ReadonlySet<string>,
  report: Report,
): void {
  for (const node of all) {
    if (!reached.has(node.id)) continue
    const ahead = reachable(node.id, nodes)
    if (![...ahead].some((id) => nodes.get(id)?.kind === 'end')) report('NO_WAY_TO_END', node)
  }
}
