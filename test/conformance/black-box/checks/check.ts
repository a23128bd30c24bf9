import {
  type AgentSocket,
  type CustomerSocket,
  loginAgent,
  openAgentSocket,
  openCustomerSocket,
} from '@ccc-store/mock-server'
import { loginBySignature, type OwnTarget, type Target } from '../target'

/** What must hold of any call centre, seen from outside. It throws where it does not. */
export interface Check {
  /** begins with its promise */
  name: string
  run(target: Target): Promise<void>
}

/** What can be seen only of a server that may be killed. */
export interface KillCheck {
  name: string
  run(target: OwnTarget): Promise<void>
}

/** Nobody who was here before. */
export function newOpenid(): string {
  return `check-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`
}

export async function newCustomer(target: Target): Promise<CustomerSocket & { token: string }> {
  const token = await loginBySignature(target, newOpenid())
  return Object.assign(await openCustomerSocket(target.url, { token, ivrId: target.ivrId }), { token })
}

/** One of the agents, online. */
export async function newAgent(target: Target, index: number): Promise<AgentSocket & { token: string }> {
  const login = target.agents[index]
  if (!login) throw new Error('two agents are needed')
  const { token } = await loginAgent(target.url, login)
  const agent = Object.assign(await openAgentSocket(target.url, { token }), { token })
  await agent.command({ t: 'status', status: 'online' })
  return agent
}
