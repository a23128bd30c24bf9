import {
  type AgentServerFrame,
  AgentServerFrame as AgentServerFrameSchema,
  type Entry,
  PROTOCOL_VERSION,
} from '@ccc-store/core/protocol'
import { AgentHand } from './agent-hand'
import { type AgentRequest, DEEDS, KINDS, requestIn } from './agent-requests'
import { loginAgent } from './clients'
import { TestSocket } from './test-socket'

/** How a scripted agent answers. */
export interface AgentScript {
  /** said once after accepting */
  greeting?: string
  /** what the agent does when a text asks for it; such a text is not replied to */
  requests?: readonly AgentRequest[]
  /** what to answer to a customer's text; undefined says nothing */
  reply?(text: string): string | undefined
  /** whether this text of the customer makes the agent end the session */
  endsOn?(text: string): boolean
  /** whether what the customer says is marked as read */
  reads?: boolean
}

/**
 * Accepts at once, reads, sends every kind on request (agent-requests.ts), repeats what else the customer says, and ends
 * on “再见” or "bye".
 */
export const defaultScript: AgentScript = {
  greeting: '您好，请问有什么可以帮您？',
  requests: [...KINDS, ...DEEDS],
  reply: (text) => `收到：${text}`,
  endsOn: (text) => /^(再见|bye)$/i.test(text.trim()),
  reads: true,
}

/** An agent who follows a script, over the same socket as a person at the workbench. */
export class ScriptedAgent {
  private readonly accepted = new Set<string>()
  /** by session: what is being done, one thing after the other */
  private readonly doing = new Map<string, Promise<void>>()

  private constructor(
    private readonly line: { url: string; token: string; socket: TestSocket<typeof AgentServerFrameSchema> },
    private readonly script: AgentScript,
  ) {}

  static async start(
    url: string,
    login: { account: string; password: string },
    script: AgentScript = defaultScript,
  ): Promise<ScriptedAgent> {
    const { token } = await loginAgent(url, login)
    const socket = await TestSocket.open(`${url}/v1/agent/socket`, AgentServerFrameSchema)
    const agent = new ScriptedAgent({ url, token, socket }, script)
    socket.onFrame((frame) => agent.act(frame))
    socket.send({ t: 'hello', v: PROTOCOL_VERSION, token, positions: {} })
    await socket.next((frame) => frame.t === 'welcome')
    await socket.command({ t: 'status', status: 'online' })
    return agent
  }

  async stop(): Promise<void> {
    const { socket } = this.line
    await Promise.all(this.doing.values())
    await socket.command({ t: 'status', status: 'offline' })
    await socket.close()
  }

  private act(frame: AgentServerFrame): void {
    if (frame.t === 'welcome' || frame.t === 'desk') {
      for (const session of frame.desk.sessions) if (session.phase === 'ringing') this.accept(session.sessionId)
    }
    // a reset is what was said before the agent came
    if (frame.t !== 'entries' || frame.reset) return
    const said = frame.entries.filter(({ from }) => from.role === 'customer')
    const last = said.at(-1)
    if (!last) return
    if (this.script.reads) new AgentHand({ ...this.line, sessionId: frame.sessionId }).read(last.seq)
    for (const entry of said) this.answer(frame.sessionId, entry)
  }

  private accept(sessionId: string): void {
    if (this.accepted.has(sessionId)) return
    this.accepted.add(sessionId)
    this.do(sessionId, async (hand) => {
      await hand.command({ t: 'accept' })
      if (this.script.greeting !== undefined) await hand.say(this.script.greeting)
    })
  }

  private answer(sessionId: string, asked: Entry): void {
    if (asked.body.kind !== 'text') return
    const { text } = asked.body
    const { requests = [], reply, endsOn } = this.script
    const request = requestIn(requests, text)
    this.do(sessionId, async (hand) => {
      if (request) await request.act(hand, asked)
      const answer = request ? undefined : reply?.(text)
      if (answer !== undefined) await hand.say(answer)
      if (endsOn?.(text)) await hand.end()
    })
  }

  /** What fails (the customer may have left meanwhile) is told and does not keep the next from being done. */
  private do(sessionId: string, deed: (hand: AgentHand) => Promise<void>): void {
    const hand = new AgentHand({ ...this.line, sessionId })
    const done = (this.doing.get(sessionId) ?? Promise.resolve())
      .then(() => deed(hand))
      .catch((error: unknown) => process.emitWarning(`the scripted agent: ${String(error)}`))
    this.doing.set(sessionId, done)
  }
}
