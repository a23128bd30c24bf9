import type { WireError } from '@ccc-store/core/protocol'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Connection } from '../desk/agent-socket'
import { systemClock } from '../desk/clock'
import { commandId } from '../desk/command-id'
import { DeskClient } from '../desk/desk-client'
import { DeskMemory } from '../desk/desk-memory'
import { dialWebSocket } from '../desk/line'
import { sessionRows } from '../desk/session-rows'
import type { AgentSession } from '../login/agent-session'
import { apiBase, socketUrl } from '../login/api-base'
import { browserStorage } from '../preferences/browser-storage'
import type { DeskContext } from './desk-context'
import { useDrafts } from './use-drafts'
import { useNow } from './use-now'

/** The desk of whoever is logged in, connected as long as the component lives. */
export function useDeskClient(
  session: AgentSession,
  owner: { refused(error: WireError): void; failed(error: WireError): void },
): DeskContext {
  const storage = browserStorage('sessionStorage')
  const { accountId } = session.login.account
  const connection = shallowRef<Connection>({ status: 'idle', error: null })
  const client = new DeskClient(
    {
      token: session.login.token,
      url: socketUrl(apiBase(location.href)),
      dial: dialWebSocket,
      clock: systemClock,
      random: Math.random,
      newId: commandId,
      memory: new DeskMemory(storage, accountId),
    },
    {
      onConnection(changed) {
        connection.value = changed
        if (changed.status === 'failed' && changed.error) owner.failed(changed.error)
      },
      onRefused: owner.refused,
    },
  )
  keepAwake(client)

  const state = shallowRef(client.store.state)
  onScopeDispose(
    client.store.subscribe((changed) => {
      state.value = changed
    }),
  )
  const rows = computed(() => sessionRows(state.value))
  const drafts = useDrafts(storage, accountId)
  const selectedId = ref<string | null>(null)
  const selected = computed(() => rows.value.find((row) => row.session.sessionId === selectedId.value))

  // whoever waits longest is shown as soon as nobody else is
  watch(
    rows,
    (now) => {
      if (!now.some(({ session: { sessionId } }) => sessionId === selectedId.value)) {
        selectedId.value = now.find(({ session: { phase } }) => phase !== 'closed')?.session.sessionId ?? null
      }
    },
    { flush: 'sync' },
  )

  return {
    client,
    state,
    connection,
    rows,
    selectedId,
    selected,
    drafts,
    now: useNow(session.clockAheadMs),
    accept(sessionId) {
      selectedId.value = sessionId
      client.accept(sessionId)
    },
    dismiss(sessionId) {
      client.store.dismiss(sessionId)
      delete drafts[sessionId]
    },
  }
}

function keepAwake(client: DeskClient): void {
  const { socket } = client
  const off = new AbortController()
  const { signal } = off
  window.addEventListener('online', () => socket.networkChanged(true), { signal })
  window.addEventListener('offline', () => socket.networkChanged(false), { signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && socket.wake(), {
    signal,
  })
  socket.open()
  onScopeDispose(() => {
    off.abort()
    socket.close()
  })
}
