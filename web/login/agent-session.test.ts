import { describe, expect, test } from '@jest/globals'
import { FakeStorage } from '../testing/fake-storage'
import { type AgentSession, AgentSessions } from './agent-session'

const session: AgentSession = {
  login: { token: 't1', expiresAt: 1_000, account: { accountId: 'a1', name: '小云' } },
  clockAheadMs: 0,
}

describe('who is logged in', () => {
  test('stays so over a reload, until the login expires or is ended', () => {
    const sessions = new AgentSessions(new FakeStorage())
    expect(sessions.load(0)).toBeNull()
    sessions.save(session)
    expect(sessions.load(999)).toEqual(session)
    expect(sessions.load(1_000)).toBeNull()
    sessions.clear()
    expect(sessions.load(0)).toBeNull()
  })

  test.each(['{', 'null', '{"login":{}}'])('is nobody when the storage holds %p', (stored) => {
    const storage = new FakeStorage()
    storage.setItem('ccc-desk-session', stored)
    expect(new AgentSessions(storage).load(0)).toBeNull()
  })
})
