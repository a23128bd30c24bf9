import { type Ref, ref } from 'vue'

/**
 * One line of a list at a time is the one that Tab leads to; ↑ and ↓ go on from it. The line that the pointer or the
 * focus is on is the active one.
 */
export function useLineFocus(content: Readonly<Ref<HTMLElement | null>>) {
  const focused = ref<string | null>(null)
  const pointed = ref<string | null>(null)

  const lineAt = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null
  const keyAt = (target: EventTarget | null) => lineAt(target)?.dataset.key ?? null

  function step(event: KeyboardEvent) {
    const line = lineAt(event.target)
    // from the line itself, not from a player or a button in it
    if (!line || line !== event.target || !content.value) return
    const lines = [...content.value.querySelectorAll<HTMLElement>('[data-key]')]
    const next = lines[lines.indexOf(line) + (event.key === 'ArrowUp' ? -1 : 1)]
    event.preventDefault()
    next?.focus()
  }

  return {
    focused,
    pointed,
    /** for `v-bind` of the list */
    handlers: {
      onFocusin: (event: FocusEvent) => {
        focused.value = keyAt(event.target)
      },
      onFocusout: (event: FocusEvent) => {
        if (lineAt(event.relatedTarget) === null) focused.value = null
      },
      onPointerover: (event: PointerEvent) => {
        pointed.value = keyAt(event.target)
      },
      onPointerleave: () => {
        pointed.value = null
      },
      onKeydown: (event: KeyboardEvent) => {
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') step(event)
      },
    },
  }
}
