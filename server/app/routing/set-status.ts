import type { AgentStatus } from '@ccc-store/core/protocol'
import { topics } from '../../bus/bus'
import type { Tx } from '../../store/store'

/** @param from changes the status only if this is the present one */
export async function setStatus(tx: Tx, agentId: string, status: AgentStatus, from?: AgentStatus): Promise<void> {
  await tx.agents.setStatus(agentId, status, from)
  tx.hint(topics.agent(agentId))
}
