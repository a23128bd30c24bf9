import { watch } from 'vue'
import type { DeskContext } from './desk-context'

/** Without an answer the agent leaves all the same. */
const PATIENCE_MS = 2_000

/** Logs the agent out: first off the line, so that nobody is put through to an empty chair. */
export function useLogOut({ client, state, connection }: DeskContext, leave: () => void): () => void {
  return () => {
    const { desk } = state.value
    if (connection.value.status !== 'online' || !desk || desk.status === 'offline') {
      leave()
      return
    }
    client.setStatus('offline')
    const timer = setTimeout(finish, PATIENCE_MS)
    const unwatch = watch(
      () => state.value.outbox.some(({ command }) => command.t === 'status'),
      (waiting) => !waiting && finish(),
    )
    function finish() {
      clearTimeout(timer)
      unwatch()
      leave()
    }
  }
}
