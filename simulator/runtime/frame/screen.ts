import type { WindowConfig } from '../../program'
import { element, phoneScreen } from './dom'
import { texts } from './texts'
import type { ThemeSource } from './theme'

const LIGHT_BAR = '#ededed'
const DARK_BAR = '#111111'

/** One page on the phone's screen: its navigation bar, and the box that is the page's whole world. */
export class Screen {
  private readonly node: HTMLElement
  private readonly title = element('h1')
  private readonly bar: HTMLElement
  /** stands for WeChat's `page` element */
  readonly page: HTMLElement
  private colours: { background?: string | undefined; front?: string | undefined } = {}

  /**
   * @param config what app.json and the page's own JSON say, merged
   * @param onBack set where there is a page to go back to
   */
  constructor(
    route: string,
    private readonly config: WindowConfig,
    private readonly theme: ThemeSource,
    onBack: (() => void) | undefined,
  ) {
    const back = element('button', { type: 'button', class: 'sim-back', 'aria-label': texts().back })
    back.addEventListener('click', () => onBack?.())
    const capsule = element('span', { class: 'sim-capsule', 'aria-hidden': 'true' }, element('i'), element('i'))
    this.bar = element('header', { class: 'sim-nav' }, ...(onBack ? [back] : []), this.title, capsule)
    this.page = element('div', { class: 'sim-page-body' })
    const pageElement = document.createElement('wx-page')
    pageElement.setAttribute('data-route', route)
    this.page.append(pageElement)
    const custom = config.navigationStyle === 'custom'
    this.node = element('section', { class: custom ? 'sim-screen sim-custom-nav' : 'sim-screen' }, this.bar, this.page)
    this.page = pageElement
    this.setTitle(config.navigationBarTitleText ?? '')
    this.paint()
    theme.onChange(this.paint)
    phoneScreen().append(this.node)
  }

  setTitle(title: string): void {
    this.title.textContent = title
    if (!this.node.hidden) document.title = title
  }

  setColours(front: string | undefined, background: string | undefined): void {
    this.colours = { front, background }
    this.paint()
  }

  setVisible(visible: boolean): void {
    this.node.hidden = !visible
    if (visible) document.title = this.title.textContent ?? ''
  }

  remove(): void {
    this.theme.offChange(this.paint)
    this.node.remove()
  }

  private readonly paint = (): void => {
    const dark = this.theme.current === 'dark'
    const { navigationBarBackgroundColor, navigationBarTextStyle } = this.config
    const style = this.theme.resolve(navigationBarTextStyle) ?? (dark ? 'white' : 'black')
    if (this.config.navigationStyle !== 'custom')
      this.bar.style.background =
        this.colours.background ?? this.theme.resolve(navigationBarBackgroundColor) ?? (dark ? DARK_BAR : LIGHT_BAR)
    this.bar.style.color = this.colours.front ?? (style === 'white' ? '#ffffff' : '#000000')
  }
}
