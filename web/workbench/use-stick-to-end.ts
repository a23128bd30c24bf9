import { nextTick, onMounted, onScopeDispose, type Ref, ref, useTemplateRef, watch } from 'vue'
import type { Line } from '../desk/lines'

/** Nearer than this to the end counts as being there. */
const NEAR_PX = 48

/**
 * Keeps the end of a growing list in view, unless the agent reads back: then nothing moves, and what arrives is
 * counted. The template names its elements `scroller` and `content`.
 * @returns fresh: null at the end, else how many lines came since
 */
export function useStickToEnd(lines: Readonly<Ref<readonly Line[]>>) {
  const scroller = useTemplateRef<HTMLElement>('scroller')
  const content = useTemplateRef<HTMLElement>('content')
  const fresh = ref<number | null>(null)

  const toEnd = () => {
    fresh.value = null
    if (scroller.value) scroller.value.scrollTop = scroller.value.scrollHeight
  }
  /** Lets the list grow upward without moving what is read. */
  const keepPlace = async (grow: () => Promise<void>) => {
    const element = scroller.value
    const fromEnd = element ? element.scrollHeight - element.scrollTop : 0
    await grow()
    if (element) element.scrollTop = element.scrollHeight - fromEnd
  }

  onMounted(() => {
    const element = scroller.value
    if (!element || !content.value) return
    element.addEventListener(
      'scroll',
      () => {
        const isNear = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR_PX
        fresh.value = isNear ? null : (fresh.value ?? 0)
      },
      { passive: true },
    )
    // the composer grows, panes change their width, lines wrap
    const sizes = new ResizeObserver(() => fresh.value === null && toEnd())
    sizes.observe(element)
    sizes.observe(content.value)
    onScopeDisposed(() => sizes.disconnect())
    toEnd()
  })
  const disposals: (() => void)[] = []
  const onScopeDisposed = (run: () => void) => disposals.push(run)
  onScopeDispose(() => {
    for (const run of disposals) run()
  })

  watch(lines, async (now, before) => {
    const known = new Set(before.map(({ key }) => key))
    const arrived = now.filter(({ key }) => !known.has(key))
    // what one says oneself is always seen
    const said = arrived.some((line) => line.kind === 'speech' && line.state === 'sending')
    if (said) fresh.value = null
    else if (fresh.value !== null) fresh.value += arrived.length
    await nextTick()
    if (fresh.value === null) toEnd()
  })

  return { fresh, toEnd, keepPlace }
}
