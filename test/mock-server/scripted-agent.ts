import {
  type AgentServerFrame,
  AgentServerFrame as AgentServerFrameSchema,
  PROTOCOL_VERSION,
} from '@ccc-store/core/protocol'
import { loginAgent } from './clients'
import { TestSocket } from './test-socket'

/** How a scripted agent answers. */
export interface AgentScript {
  /** said once after accepting */
  greeting?: string
  /** what to answer to a customer's text; undefined says nothing */
  reply?(text: string): string | undefined
  /** whether this text of the customer makes the agent end the session */
  endsOn?(text: string): boolean
}

/** Accepts at once, repeats what the customer says, and ends on “再见” or "bye". */
export const defaultScript: AgentScript = {
  greeting: '您好，请问有什么可以帮您？',
  reply: (text) => `收到：${text}`,
  endsOn: (text) => /^(再见|bye)$/i.test(text.trim()),
}

/** An agent who follows a script, over the same socket as a person at the workbench. */
export class ScriptedAgent {
  private lastId = 0
  private readonly accepted = new Set<string>()

  private constructor(
    private readonly socket: TestSocket<typeof AgentServerFrameSchema>,
    private readonly script: AgentScript,
  ) {}

  static async start(
    url: string,
    login: { account: string; password: string },
    script: AgentScript = defaultScript,
  ): Promise<ScriptedAgent> {
    const { token } = await loginAgent(url, login)
    const socket = await TestSocket.open(`${url}/v1/agent/socket`, AgentServerFrameSchema)
    const agent = new ScriptedAgent(socket, script)
    socket.onFrame((frame) => agent.act(frame))
    socket.send({ t: 'hello', v: PROTOCOL_VERSION, token, positions: {} })
    await socket.next((frame) => frame.t === 'welcome')
    await socket.command({ t: 'status', status: 'online' })
    return agent
  }

  async stop(): Promise<void> {
    await this.socket.command({ t: 'status', status: 'offline' })
    await this.socket.close()
  }

  private act(frame: AgentServerFrame): void {
    if (frame.t === 'welcome' || frame.t === 'desk') {
      for (const session of frame.desk.sessions) if (session.phase === 'ringing') this.accept(session.sessionId)
    }
    // a reset is what was said before the agent came
    if (frame.t !== 'entries' || frame.reset) return
    for (const { from, body } of frame.entries) {
      if (from.role === 'customer' && body.kind === 'text') this.answer(frame.sessionId, body.text)
    }
  }

  private accept(sessionId: string): void {
    if (this.accepted.has(sessionId)) return
    this.accepted.add(sessionId)
    this.give({ t: 'accept', sessionId })
    if (this.script.greeting !== undefined) this.say(sessionId, this.script.greeting)
  }

  private answer(sessionId: string, text: string): void {
    const reply = this.script.reply?.(text)
    if (reply !== undefined) this.say(sessionId, reply)
    if (this.script.endsOn?.(text)) this.give({ t: 'end', sessionId })
  }

  private say(sessionId: string, text: string): void {
    this.give({ t: 'send', sessionId, content: { kind: 'text', text } })
  }

  private give(frame: object): void {
    this.lastId += 1
    this.socket.send({ ...frame, id: `script-${Date.now().toString(36)}-${this.lastId}` })
  }
}
