import { randomUUID } from 'node:crypto'
import { type EntryDraft, newSession } from '@ccc-store/core/session'
import { type CallCentre, DEMO } from '@ccc-store/server'
import { WORDS } from './shape'

const MAX_CONVERSATIONS = 1_000
const ENTRIES_OF_SESSION = 50

/** Sessions that are written at once. */
const AT_ONCE = 100

type Store = CallCentre['context']['store']

/** So many entries in sessions that are over, with the receipts of the commands that said them. */
export async function writeHistory(store: Store, entries: number): Promise<void> {
  const sessions = Math.ceil(entries / ENTRIES_OF_SESSION)
  const conversations = await addCustomers(store, Math.min(sessions, MAX_CONVERSATIONS))
  const flow = await store.read((view) => view.apps.publishedVersion(DEMO.ivrId))
  if (!flow) throw new Error('the demo has no flow')
  const of = { ...flow, sdkAppId: DEMO.sdkAppId }
  for (let from = 0; from < sessions; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, sessions - from) }, (_, i) => from + i)
    await Promise.all(numbers.map((number) => writeSession(number, conversations[number % conversations.length] ?? '')))
  }

  function writeSession(number: number, conversationId: string): Promise<void> {
    const drafts = Array.from({ length: ENTRIES_OF_SESSION }, (_, i) => draftOf(`h-${number}-${i}`))
    return store.write(conversationId, async (tx) => {
      const { head } = await tx.conversations.get(conversationId)
      const moments = { startedAt: tx.now, joinedAt: tx.now, closedAt: tx.now }
      const session = { ...newSession, phase: 'closed' as const, closeReason: 'agent_ended' as const }
      const begun = {
        ...{ ...of, ...moments, sessionId: randomUUID(), conversationId, session, ticket: null, menuSeq: null },
        ...{ firstSeq: head + 1, lastSeq: head, timers: {} },
      }
      await tx.sessions.save(begun)
      await tx.sessions.save(await tx.log.append(begun, drafts))
      for (const [i, { clientId = '' }] of drafts.entries()) await tx.receipts.keep('bench', clientId, head + 1 + i)
    })
  }
}

const draftOf = (clientId: string): EntryDraft => ({
  from: { role: 'customer' },
  body: { kind: 'text', text: WORDS },
  clientId,
})

/** @returns their conversations */
function addCustomers(store: Store, count: number): Promise<string[]> {
  return store.write('bench', async (tx) => {
    const conversations: string[] = []
    for (let i = 0; i < count; i += 1) {
      const conversationId = randomUUID()
      const customer = {
        customerId: randomUUID(),
        sdkAppId: DEMO.sdkAppId,
        name: null,
        avatarUrl: null,
        isBlocked: false,
      }
      const identity = { kind: 'miniprogram' as const, subject: `before-${i}` }
      await tx.customers.add(customer, [identity], { conversationId, epoch: randomUUID() })
      conversations.push(conversationId)
    }
    return conversations
  })
}
