import type { AgentServerFrame, CustomerServerFrame, Desk, Entry } from '@ccc-store/core/protocol'
import {
  type AgentSocket,
  type CustomerSocket,
  loginAgent,
  loginCustomer,
  type MockServer,
  openAgentSocket,
  openCustomerSocket,
} from '@ccc-store/mock-server'
import { DEMO } from '@ccc-store/server'

/** A customer at the mock server, with the socket open. */
export async function customer(mock: MockServer, user: string): Promise<CustomerSocket & { token: string }> {
  const { token } = await loginCustomer(mock.serverUrl, mock, user)
  return Object.assign(await openCustomerSocket(mock.serverUrl, { token, ivrId: DEMO.ivrId }), { token })
}

/** A customer who asked for a human. */
export async function customerInNeed(mock: MockServer, user: string): Promise<CustomerSocket & { token: string }> {
  const socket = await customer(mock, user)
  await socket.command({ t: 'enter' })
  await socket.command(say('人工'))
  return socket
}

/** One of the demo's two agents, online. */
export async function agentOnline(mock: MockServer, index: 0 | 1): Promise<AgentSocket & { token: string }> {
  const { token } = await loginAgent(mock.serverUrl, mock.agents[index])
  const socket = Object.assign(await openAgentSocket(mock.serverUrl, { token }), { token })
  await socket.command({ t: 'status', status: 'online' })
  return socket
}

export const say = (text: string) => ({ t: 'send', content: { kind: 'text', text } })

/** Every entry a customer's client got, in the order it got them. */
export function entriesOf(frames: readonly CustomerServerFrame[]): Entry[] {
  return frames.flatMap((frame) => (frame.t === 'welcome' || frame.t === 'entries' ? frame.entries : []))
}

export const textsOf = (entries: readonly Entry[]) => entries.flatMap(({ body }) => ('text' in body ? [body.text] : []))

export const deskOf = (frame: AgentServerFrame): Desk | undefined =>
  frame.t === 'welcome' || frame.t === 'desk' ? frame.desk : undefined

/** Waits until a session rings at the agent's desk; returns its id. */
export async function ringing(agent: AgentSocket, from = 0): Promise<string> {
  const rings = (frame: AgentServerFrame) => deskOf(frame)?.sessions.find(({ phase }) => phase === 'ringing')
  const frame = await agent.next((candidate) => rings(candidate) !== undefined, from)
  return rings(frame)?.sessionId ?? ''
}

/** Waits for a customer's state. */
export function stateIs(
  socket: CustomerSocket,
  fits: (state: Extract<CustomerServerFrame, { t: 'entries' }>['state']) => boolean,
  from = 0,
): Promise<CustomerServerFrame> {
  return socket.next((frame) => (frame.t === 'welcome' || frame.t === 'entries') && fits(frame.state), from)
}

/** A customer and an agent in service. */
export async function inService(mock: MockServer, user = 'zoe') {
  const agent = await agentOnline(mock, 0)
  const zoe = await customerInNeed(mock, user)
  const sessionId = await ringing(agent)
  await agent.command({ t: 'accept', sessionId })
  await stateIs(zoe, (state) => state.phase === 'serving')
  return { agent, zoe, sessionId }
}
