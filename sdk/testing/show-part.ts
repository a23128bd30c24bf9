import { installWx, type Node, type Root, render, textsIn } from './simulate'

/** A component of the built SDK on a page of its own. */
export interface ShownPart {
  part: Root
  page: HTMLElement
  /** every event it told of, with its detail */
  events: [string, unknown][]
  /** the text of every node with this class */
  see(name: string): string[]
  /** lets an event happen on the first node of the selector, or on one of many */
  emit(selector: string, event: string, detail?: unknown, at?: number): Promise<void>
  /** calls a method as WeChat does for events that a test's document lacks */
  call(method: string, event?: object): void
}

/**
 * Renders a component with WeChat's official template compiler. Call `jest.resetModules()` before.
 * @param out folder that `builtSdk` gives
 * @param listen names of events to be recorded
 * @param wx what the phone can do, besides speaking English
 */
export function showPart(
  out: string,
  name: string,
  properties: Record<string, unknown>,
  listen: readonly string[] = [],
  wx: Record<string, unknown> = {},
): ShownPart {
  installWx({ getAppBaseInfo: () => ({ language: 'en' }), getStorageSync: () => '', ...wx })
  const part = render(out, name, properties)
  const page = document.createElement('div')
  part.attach(page)
  const events: [string, unknown][] = []
  for (const event of listen) part.addEventListener(event, ({ detail }) => events.push([event, detail]))
  return {
    part,
    page,
    events,
    see: (wanted) => textsIn(page, wanted),
    async emit(selector, event, detail = {}, at = 0) {
      const node: Node | undefined = part.querySelectorAll(selector)[at]
      if (!node) throw new Error(`no ${selector}`)
      node.dispatchEvent(event, { detail })
      for (let turn = 0; turn < 8; turn += 1) await Promise.resolve()
    },
    call(method, event = {}) {
      Reflect.get(part.instance, method).call(part.instance, event)
    },
  }
}
