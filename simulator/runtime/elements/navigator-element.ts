import { SimulatedElement } from './simulated-element'

type Navigate = (openType: string, options: { url: string; delta: number }) => void
let navigate: Navigate = () => {}

/** Says how `<navigator>` moves between pages: through the same functions as `wx.navigateTo` and its like. */
export const setNavigate = (how: Navigate): void => {
  navigate = how
}

/** `<navigator>`: a tap on it goes to its `url`, by its `open-type`. */
export class NavigatorElement extends SimulatedElement {
  connectedCallback(): void {
    if (!this.hasAttribute('role')) this.setAttribute('role', 'link')
    this.tabIndex = 0
  }

  activate(): void {
    if (this.getAttribute('target') === 'miniProgram') return
    const openType = this.getAttribute('open-type')
    navigate(openType === 'navigate' || !openType ? 'navigateTo' : openType === 'redirect' ? 'redirectTo' : openType, {
      url: this.getAttribute('url') ?? '',
      delta: this.numeric('delta', 1),
    })
  }
}
