import { nextTick, onMounted, onScopeDispose, type Ref, ref, useTemplateRef, watch } from 'vue'
import type { Line } from '../desk/lines'

/** Nearer than this to the end counts as being there. */
const NEAR_PX = 48

/**
 * Keeps the end of a growing list in view, unless the agent reads back: then nothing moves, whichever way the list
 * grows, and what arrives is counted. The template names its elements `scroller` and `content`.
 * @param onTop the agent has scrolled to the start of the list
 * @returns fresh: null at the end, else how many lines came since; growsUp: older lines are just being put in;
 * content: the element of that name
 */
export function useStickToEnd(lines: Readonly<Ref<readonly Line[]>>, onTop: () => void) {
  const scroller = useTemplateRef<HTMLElement>('scroller')
  const content = useTemplateRef<HTMLElement>('content')
  const fresh = ref<number | null>(null)
  const growsUp = ref(false)

  const toEnd = () => {
    fresh.value = null
    if (scroller.value) scroller.value.scrollTop = scroller.value.scrollHeight
  }

  onMounted(() => {
    const element = scroller.value
    if (!element || !content.value) return
    let top = 0
    element.addEventListener(
      'scroll',
      () => {
        const { scrollTop, scrollHeight, clientHeight } = element
        const isNear = scrollHeight - scrollTop - clientHeight <= NEAR_PX
        fresh.value = isNear ? null : (fresh.value ?? 0)
        if (scrollTop < top && scrollTop <= NEAR_PX) onTop()
        top = scrollTop
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

  // before the lines are drawn, so that the place of what is read can still be told
  watch(lines, async (now, before) => {
    const element = scroller.value
    const oldest = before[0]?.key
    const grownUp = oldest !== undefined && now[0]?.key !== oldest && now.some(({ key }) => key === oldest)
    const fromEnd = element ? element.scrollHeight - element.scrollTop : 0
    const known = new Set(before.map(({ key }) => key))
    const from = grownUp ? now.findIndex(({ key }) => key === oldest) : 0
    const arrived = now.slice(from).filter(({ key }) => !known.has(key))
    // what one says oneself is always seen
    const said = arrived.some((line) => line.kind === 'speech' && line.state === 'sending')
    if (said) fresh.value = null
    else if (fresh.value !== null) fresh.value += arrived.length
    growsUp.value = grownUp
    await nextTick()
    if (grownUp && element) element.scrollTop = element.scrollHeight - fromEnd
    else if (fresh.value === null) toEnd()
  })

  return { content, fresh, growsUp, toEnd }
}
