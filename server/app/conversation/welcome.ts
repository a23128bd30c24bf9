import {
  type CustomerWelcome,
  type HistoryPage,
  MAX_RESUME_ENTRIES,
  PAGE_ENTRIES,
  type Position,
} from '@ccc-store/core/protocol'
import type { AppContext } from '../context'
import { type CustomerView, customerView } from './customer-view'

/**
 * What a customer's client gets when it says where it stands: exactly what it missed, or an explicit reset; never a part
 * (P4).
 * @param position null asks for the newest entries
 * @throws CccError CUSTOMER_BLOCKED
 */
export async function welcomeCustomer(
  context: AppContext,
  { conversationId, epoch }: { conversationId: string; epoch: string },
  position: Position | null,
): Promise<{ welcome: CustomerWelcome; view: CustomerView }> {
  const { links, clock } = context
  const now = clock.now()
  const read = (after: number, limit: number) => customerView(context, conversationId, after, limit)
  let view: CustomerView | undefined
  if (position?.epoch === epoch) {
    view = await read(position.seq, MAX_RESUME_ENTRIES)
    const missed = view.head - position.seq
    if (missed < 0 || missed > MAX_RESUME_ENTRIES) view = undefined
  }
  const mode = view ? 'resume' : 'reset'
  view ??= await read(0, PAGE_ENTRIES)
  const { head, state } = view
  return { welcome: { t: 'welcome', mode, epoch, head, entries: links.addTo(view.entries, now), state }, view }
}

/** How many pages of the log a welcome may be as large as, for the limit on them. */
export const pagesOfWelcome = (position: Position | null): number =>
  position === null ? 1 : MAX_RESUME_ENTRIES / PAGE_ENTRIES

/** The page of a conversation's entries that comes right before seq `before`. */
export async function historyPage(
  { store, links, clock }: AppContext,
  conversationId: string,
  before: number,
): Promise<HistoryPage> {
  const entries = await store.read((view) => view.log.before(conversationId, before, PAGE_ENTRIES))
  return { t: 'history', before, entries: links.addTo(entries, clock.now()) }
}
