import type { AgentCommand, AgentServerFrame, Content, FileRef } from '@ccc-store/core/protocol'
import { type SampleFile, uploadFile } from './clients'
import type { TestSocket } from './test-socket'

type WithoutId<T> = T extends { id: string; sessionId: string } ? Omit<T, 'id' | 'sessionId'> : never
type SessionCommand = WithoutId<AgentCommand>

/** What an agent can do in one session, over the same socket and API as a person at the workbench. */
export class AgentHand {
  constructor(
    private readonly session: {
      url: string
      token: string
      socket: TestSocket<typeof AgentServerFrame>
      sessionId: string
    },
  ) {}

  /** @param quote seq of what it answers. @returns seq of its entry */
  say(text: string, quote?: number): Promise<number> {
    return this.send({ kind: 'text', text, ...(quote !== undefined && { quote }) })
  }

  /** @returns seq of its entry */
  send(content: Content): Promise<number> {
    return this.command({ t: 'send', content })
  }

  upload(file: SampleFile): Promise<FileRef> {
    const { url, token } = this.session
    return uploadFile(url, 'agent', token, file)
  }

  /** Takes an own message back. */
  async recall(seq: number): Promise<void> {
    await this.command({ t: 'recall', seq })
  }

  async inviteRating(): Promise<void> {
    await this.command({ t: 'inviteRating' })
  }

  async end(): Promise<void> {
    await this.command({ t: 'end' })
  }

  /** Ends the session and refuses the customer from then on. */
  async block(): Promise<void> {
    await this.command({ t: 'block' })
  }

  /** Shows that the agent is typing, for the few seconds that a sign is believed. */
  type(): void {
    this.session.socket.send({ t: 'typing', sessionId: this.session.sessionId })
  }

  /** Everything up to `seq` was read. */
  read(seq: number): void {
    this.session.socket.send({ t: 'read', sessionId: this.session.sessionId, seq })
  }

  /** @returns the seq that the acknowledgement names, 0 for none. @throws when it is refused */
  async command(command: SessionCommand): Promise<number> {
    const { socket, sessionId } = this.session
    const answer = await socket.command({ ...command, sessionId })
    if (answer.t !== 'ack') throw new Error(`${command.t} was refused: ${JSON.stringify(answer)}`)
    return answer.seq ?? 0
  }
}
