import type { TabBarConfig } from '../../program'
import { resolveAsset } from '../asset-url'
import { element, phoneScreen } from './dom'
import { texts } from './texts'
import type { ThemeSource } from './theme'

/** The tab bar of app.json at the phone's lower edge. */
export class TabBar {
  private readonly node = element('nav', { class: 'sim-tabs', 'aria-label': texts().tabs })
  private readonly badges = new Map<number, string>()
  private current = ''

  constructor(
    private readonly config: TabBarConfig,
    private readonly theme: ThemeSource,
    private readonly onSelect: (path: string, index: number) => void,
  ) {
    theme.onChange(() => this.draw())
    phoneScreen().append(this.node)
  }

  /** Shows the bar with this page's tab selected, or hides it when the page is none of the tabs'. */
  show(path: string): void {
    this.current = path
    const shown = !this.config.custom && this.config.list.some((tab) => tab.pagePath === path)
    this.node.hidden = !shown
    phoneScreen().classList.toggle('sim-has-tabs', shown)
    this.draw()
  }

  /** @param badge its text; '' is a dot; undefined removes it */
  setBadge(index: number, badge: string | undefined): void {
    if (badge === undefined) this.badges.delete(index)
    else this.badges.set(index, badge)
    this.draw()
  }

  private draw(): void {
    const { config, theme } = this
    this.node.style.background = theme.resolve(config.backgroundColor) ?? ''
    this.node.replaceChildren(
      ...config.list.map((tab, index) => {
        const selected = tab.pagePath === this.current
        const icon = theme.resolve(selected ? (tab.selectedIconPath ?? tab.iconPath) : tab.iconPath)
        const button = element('button', { type: 'button', ...(selected ? { 'aria-current': 'page' } : {}) })
        if (icon) button.append(element('img', { src: resolveAsset(icon), alt: '' }))
        button.append(element('span', {}, tab.text))
        const badge = this.badges.get(index)
        if (badge !== undefined)
          button.append(element('i', { class: badge ? 'sim-badge' : 'sim-badge sim-dot' }, badge))
        button.style.color = theme.resolve(selected ? config.selectedColor : config.color) ?? ''
        button.addEventListener('click', () => this.onSelect(tab.pagePath, index))
        return button
      }),
    )
  }
}
