import type { Desk, DeskSession } from '@ccc-store/core/protocol'
import type { AgentSession, QueueReads, SessionLog } from '../../store/ports/conversations'
import type { Store, View } from '../../store/store'
import type { AgentIdentity } from '../accounts/authenticate'

/** Left messages that a desk shows. */
const LEFT_MESSAGES = 100

export interface DeskView {
  desk: Desk
  logs: ReadonlyMap<string, SessionLog>
}

/**
 * An agent's desk as of one moment: the sessions that ring for or are served by the agent, and of the `shown` ones
 * those the agent has served to their end.
 */
export function deskView(store: Store, { agentId }: AgentIdentity, shown: readonly string[]): Promise<DeskView> {
  return store.read(async (view) => {
    const account = await view.accounts.find(agentId)
    const sessions = await view.sessions.ofAgent(agentId, shown)
    const groups = await view.agents.skillGroups(agentId)
    return {
      desk: {
        agent: { agentId, name: account?.name ?? '', staffNo: account?.staffNo ?? '' },
        status: await view.agents.status(agentId),
        sessions: sessions.map(toDesk),
        queues: await withCounts(view.queue, groups),
        leftMessages: await view.leftMessages.ofAgent(agentId, LEFT_MESSAGES),
      },
      logs: new Map(sessions.map((session) => [session.sessionId, session])),
    }
  })
}

function toDesk(session: AgentSession): DeskSession {
  const { sessionId, phase, startedAt, ringUntil, closeReason, rating, attributes } = session
  const { customerId, name, avatarUrl } = session.customer
  return {
    sessionId,
    phase: phase === 'ringing' || phase === 'serving' ? phase : 'closed',
    customer: {
      customerId,
      name: name ?? '',
      ...(avatarUrl !== null && { avatarUrl }),
      ...(attributes !== null && { attributes }),
      ...(attributes !== null && session.attributesVerified && { attributesVerified: true }),
    },
    skillGroupName: session.skillGroupName ?? '',
    startedAt,
    ...(ringUntil !== null && { ringUntil }),
    ...(closeReason !== null && { closeReason }),
    readByCustomer: Math.min(session.customerReadSeq, session.lastSeq),
    rating,
  }
}

/** The same desk, with as many waiting as there are now. */
export async function withQueuesNow(store: Store, desk: Desk): Promise<Desk> {
  return store.read(async ({ queue }: View) => ({ ...desk, queues: await withCounts(queue, desk.queues) }))
}

const withCounts = (
  queue: QueueReads,
  groups: readonly { skillGroupId: string; name: string }[],
): Promise<Desk['queues']> =>
  Promise.all(
    groups.map(async ({ skillGroupId, name }) => ({ skillGroupId, name, waiting: await queue.queued(skillGroupId) })),
  )
