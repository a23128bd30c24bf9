import type { Root } from 'glass-easel-miniprogram-adapter'
import type { WindowConfig } from '../program'
import type { Engine, RunnableProgram } from './engine'
import { Screen } from './frame/screen'
import { TabBar } from './frame/tab-bar'
import type { ThemeSource } from './frame/theme'
import { guarded } from './probe'
import { callMethod, fields, text } from './record'
import { formatRoute, type Route } from './route'
import { EventChannel } from './wx/event-channel'

export interface OpenPage {
  route: Route
  screen: Screen
  root: Root
  /** whether onShow was the last that the page heard */
  shown: boolean
}

/** What the person's own taps on the frame do. */
export interface StackControls {
  back(): void
  selectTab(path: string): void
}

/** WeChat's limit on pages open at once. */
export const MAX_PAGES = 10
/** How near the end of a page onReachBottom fires, in px, unless the page says otherwise. */
const REACH_BOTTOM_DISTANCE = 50

/** The pages that are open, the visible one last; the pages of tabs stay alive while another tab is chosen. */
export class PageStack {
  private readonly pages: OpenPage[] = []
  private readonly keptTabs = new Map<string, OpenPage>()
  readonly tabBar: TabBar | undefined

  constructor(
    private readonly program: RunnableProgram,
    private readonly engine: Engine,
    private readonly theme: ThemeSource,
    private readonly controls: StackControls,
  ) {
    this.tabBar = program.tabBar
      ? new TabBar(program.tabBar, theme, (path, index) => {
          if (path !== this.top?.route.path) controls.selectTab(path)
          const item = program.tabBar?.list[index]
          this.call(this.top, 'onTabItemTap', { index, pagePath: path, text: item?.text ?? '' })
        })
      : undefined
  }

  get top(): OpenPage | undefined {
    return this.pages.at(-1)
  }

  get routes(): string[] {
    return this.pages.map(({ route }) => route.path)
  }

  /** The pages as the mini-program knows them. */
  get callers(): object[] {
    return this.pages.map(({ root }) => root.get())
  }

  isTab(path: string): boolean {
    return this.program.tabBar?.list.some((tab) => tab.pagePath === path) ?? false
  }

  hasPage(path: string): boolean {
    return this.program.pages.includes(path)
  }

  get isFull(): boolean {
    return this.pages.length >= MAX_PAGES
  }

  /** Opens a page over the others. */
  push(route: Route, channel: EventChannel): void {
    this.hide(this.top)
    this.open(route, channel)
  }

  /** The element of the visible page that a selector names. */
  find(selector: string): Element | undefined {
    const node = this.top?.root.getComponent().getShadowRoot()?.querySelector(selector)
    const element: unknown = node?.getBackendElement()
    return element instanceof Element ? element : undefined
  }

  /** Closes the visible page and opens another in its place. */
  replace(route: Route): void {
    this.closeTop()
    this.open(route)
  }

  /** Closes all pages, those of tabs too, and opens one. */
  restart(route: Route): void {
    while (this.top) this.closeTop()
    for (const page of this.keptTabs.values()) this.dispose(page)
    this.keptTabs.clear()
    this.open(route)
  }

  /** Closes all pages that belong to no tab and shows a tab's page, the one that is there already if it is. */
  switchTab(route: Route): void {
    while (this.top && !this.isTab(this.top.route.path)) this.closeTop()
    const before = this.pages.pop()
    if (before) {
      this.hide(before)
      this.keptTabs.set(before.route.path, before)
    }
    const kept = this.keptTabs.get(route.path)
    if (!kept) return void this.open(route)
    this.keptTabs.delete(route.path)
    this.pages.push(kept)
    this.show(kept)
  }

  /** Closes the visible page and those below it, but never the last. */
  pop(delta: number): void {
    for (let count = 0; count < delta && this.pages.length > 1; count += 1) this.closeTop()
    if (this.top) this.show(this.top)
  }

  /** The mini-program goes to the background. */
  suspend(): void {
    if (this.top) this.lifetime(this.top, 'hide')
  }

  /** The mini-program comes back. */
  resume(): void {
    if (this.top) this.lifetime(this.top, 'show')
  }

  private open(route: Route, channel = new EventChannel()): void {
    const { path, query } = route
    const own: WindowConfig = fields(this.program.components[path]?.json)
    const screen = new Screen(
      path,
      { ...this.program.window, ...own },
      this.theme,
      this.pages.length > 0 ? this.controls.back : undefined,
    )
    const root = this.engine.createPage(formatRoute(route))
    const page: OpenPage = { route, screen, root, shown: false }
    Object.assign(root.get(), { route: path, options: query, getOpenerEventChannel: () => channel })
    this.pages.push(page)
    this.tabBar?.show(path)
    const slot = screen.page.appendChild(document.createElement('span'))
    root.attach(Object(screen.page), Object(slot))
    this.call(page, 'onLoad', query)
    this.show(page)
    this.call(page, 'onReady')
    this.watchScrolling(page)
  }

  private show(page: OpenPage): void {
    page.screen.setVisible(true)
    this.tabBar?.show(page.route.path)
    this.lifetime(page, 'show')
  }

  private hide(page: OpenPage | undefined): void {
    if (!page) return
    this.lifetime(page, 'hide')
    page.screen.setVisible(false)
  }

  private closeTop(): void {
    const page = this.pages.pop()
    if (page) this.dispose(page)
  }

  private dispose(page: OpenPage): void {
    this.call(page, 'onUnload')
    page.root.release()
    page.screen.remove()
  }

  private lifetime(page: OpenPage, name: 'show' | 'hide'): void {
    if (page.shown === (name === 'show')) return
    page.shown = name === 'show'
    this.call(page, name === 'show' ? 'onShow' : 'onHide')
    page.root.getComponent().triggerPageLifetime(name, [])
  }

  private call(page: OpenPage | undefined, method: string, ...args: unknown[]): void {
    if (page) guarded(() => callMethod(page.root.get(), method, ...args))
  }

  private watchScrolling(page: OpenPage): void {
    const scroller = page.screen.page
    const distance =
      Number(text(fields(this.program.components[page.route.path]?.json).onReachBottomDistance)) ||
      REACH_BOTTOM_DISTANCE
    let near = false
    scroller.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller
      this.call(page, 'onPageScroll', { scrollTop })
      const nearNow = scrollHeight - scrollTop - clientHeight <= distance
      if (nearNow && !near) this.call(page, 'onReachBottom')
      near = nearNow
    })
  }
}
