import { translateUnits } from '../units'

/**
 * Makes attributes mean in the document what they mean in a template: inline styles may carry rpx, and `aria-role` is
 * the DOM's `role`. The engine writes them with `setAttribute`, on components' hosts too, so that is where they turn.
 */
export function translateAttributes(): void {
  const { setAttribute, removeAttribute } = Element.prototype
  Element.prototype.setAttribute = function (name, value) {
    if (name === 'style') setAttribute.call(this, name, translateUnits(value))
    else setAttribute.call(this, name === 'aria-role' ? 'role' : name, value)
  }
  Element.prototype.removeAttribute = function (name) {
    removeAttribute.call(this, name === 'aria-role' ? 'role' : name)
  }
}
