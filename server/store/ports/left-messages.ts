import type { LeftMessage } from '@ccc-store/core/protocol'

/** What a customer leaves. */
export interface LeftWords {
  text: string
  contact?: string
}

export interface LeftMessageReads {
  /** What was left with a session, while nobody has dealt with it. */
  find(sessionId: string): Promise<LeftWords | undefined>
  /** What waits for an answer in an agent's skill groups, oldest first. */
  ofAgent(agentId: string, limit: number): Promise<LeftMessage[]>
}

export interface LeftMessages extends LeftMessageReads {
  /** Keeps what was left, or changes it while nobody has dealt with it. @returns false when somebody has */
  keep(of: { sessionId: string; sdkAppId: number; skillGroupId: string }, words: LeftWords): Promise<boolean>
  /**
   * An agent of its skill group deals with it.
   * @returns the skill group it was left for; undefined when there is none that this agent may take
   */
  take(sessionId: string, agent: { agentId: string; sdkAppId: number }): Promise<string | undefined>
}
