import type { LeftMessage, WireError } from '@ccc-store/core/protocol'
import { computed, onScopeDispose, reactive, ref, shallowReactive, shallowRef, watch } from 'vue'
import type { Connection } from '../desk/agent-socket'
import { systemClock } from '../desk/clock'
import { commandId } from '../desk/command-id'
import { DeskClient } from '../desk/desk-client'
import { DeskMemory } from '../desk/desk-memory'
import { FileLinks } from '../desk/file-links'
import { FileSender } from '../desk/file-sender'
import { dialWebSocket } from '../desk/line'
import { sessionRows } from '../desk/session-rows'
import { uploadTo } from '../desk/upload-file'
import { contentOf } from '../desk/uploads'
import type { AgentSession } from '../login/agent-session'
import { apiBase, socketUrl } from '../login/api-base'
import { browserStorage } from '../preferences/browser-storage'
import { useDrafts } from './compose/use-drafts'
import type { DeskContext } from './desk-context'
import { useNow } from './use-now'
import { useUnloadWarning } from './use-unload-warning'

/** The desk of whoever is logged in, connected as long as the component lives. */
export function useDeskClient(
  session: AgentSession,
  owner: { refused(error: WireError): void; failed(error: WireError): void },
): DeskContext {
  const storage = browserStorage('sessionStorage')
  const { accountId } = session.login.account
  const { token } = session.login
  const base = apiBase(location.href)
  const connection = shallowRef<Connection>({ status: 'idle', error: null })
  /** the customer whose new session is to be shown as soon as it is here */
  let awaited: string | null = null
  const client = new DeskClient(
    {
      token,
      url: socketUrl(base),
      dial: dialWebSocket,
      clock: systemClock,
      random: Math.random,
      newId: commandId,
      memory: new DeskMemory(storage, accountId),
    },
    {
      onConnection(changed) {
        connection.value = changed
        if (changed.status === 'online') sender.resume()
        if (changed.status === 'failed' && changed.error) owner.failed(changed.error)
      },
      onRefused(error) {
        awaited = null
        owner.refused(error)
      },
    },
  )
  const release = (url: string) => URL.revokeObjectURL(url)
  const files = new FileLinks({ base, token, fetch: (...call) => fetch(...call), release })
  const sender = new FileSender(client.store, {
    upload: uploadTo(base, token),
    urlFor: (blob) => URL.createObjectURL(blob),
    release,
    now: systemClock.now,
    onDone({ id, sessionId, content }, file) {
      if (file.url !== undefined) files.keep(file.fileId, file.url)
      client.sayAs(id, sessionId, contentOf(content, file.fileId), file)
    },
  })
  keepAwake(client)
  useUnloadWarning(() => client.store.state.uploads.some(({ status }) => status !== 'failed'))

  const state = shallowRef(client.store.state)
  onScopeDispose(
    client.store.subscribe((changed) => {
      state.value = changed
    }),
  )
  const rows = computed(() => sessionRows(state.value))
  const drafts = useDrafts(storage, accountId)
  const quotes = reactive<DeskContext['quotes']>({})
  const staged = shallowReactive<DeskContext['staged']>({})
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

  watch(rows, (now) => {
    const begun = now.find(({ session: { phase, customer } }) => phase === 'serving' && customer.customerId === awaited)
    if (!begun) return
    selectedId.value = begun.session.sessionId
    awaited = null
  })

  return {
    client,
    files,
    sender,
    quotes,
    staged,
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
    answerLeft({ sessionId, customer }: LeftMessage) {
      awaited = customer.customerId
      client.answerLeft(sessionId)
    },
    dismiss(sessionId) {
      client.store.dismiss(sessionId)
      delete drafts[sessionId]
      delete staged[sessionId]
      delete quotes[sessionId]
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
