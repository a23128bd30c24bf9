import { onScopeDispose } from 'vue'
import type { DeskContext } from './desk-context'

/** Alt + ↑ / ↓ goes through the sessions, Alt + A accepts the call that waits longest. */
export function useShortcuts({ rows, selectedId, accept }: DeskContext): void {
  const step = (by: 1 | -1) => {
    const ids = rows.value.map(({ session }) => session.sessionId)
    const at = selectedId.value === null ? -1 : ids.indexOf(selectedId.value)
    const next = at < 0 ? ids[by === 1 ? 0 : ids.length - 1] : ids[(at + by + ids.length) % ids.length]
    if (next !== undefined) selectedId.value = next
  }
  const acceptFirst = () => {
    const call = rows.value.find(({ session, underWay }) => session.phase === 'ringing' && !underWay)
    if (call) accept(call.session.sessionId)
  }
  const onKeydown = (event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return
    // by the key's place: with Alt held, some keyboards write other signs
    if (event.code === 'ArrowDown') step(1)
    else if (event.code === 'ArrowUp') step(-1)
    else if (event.code === 'KeyA') acceptFirst()
    else return
    event.preventDefault()
  }
  window.addEventListener('keydown', onKeydown)
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown))
}
