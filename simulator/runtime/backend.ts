import { glassEasel } from 'glass-easel-miniprogram-adapter'
import { isActivatable, SimulatedElement } from './elements/simulated-element'
import { fields } from './record'

const TOUCH_EVENT = /^(touch(start|move|end|cancel)|tap)$/
/**
 * The browser's events that are a mini-program's too. Others either come from our own elements with WeChat's details
 * (`input`, `scroll`), or are no event of WeChat's, and components use their names for events of their own (`click`).
 */
const SHARED_EVENT = /^(touch(start|move|end|cancel)|tap|transitionend|animation(start|iteration|end))$/

const point = (touch: object) => {
  const { identifier = 0, pageX, pageY, clientX, clientY } = fields(touch)
  return { identifier, pageX, pageY, clientX, clientY }
}

/** WeChat puts the touches on the event itself, where the engine's browser back end has them in `detail`. */
function touchesOf(original: unknown) {
  const { touches, changedTouches } = fields(original)
  const list = (value: unknown) => Array.from(value instanceof TouchList ? value : [], point)
  if (touches === undefined) return { touches: [point(fields(original))], changedTouches: [point(fields(original))] }
  return { touches: list(touches), changedTouches: list(changedTouches) }
}

const originOf = (options: glassEasel.EventOptions): Element | undefined => {
  const { originalEvent } = options
  return originalEvent instanceof Event && originalEvent.target instanceof Element ? originalEvent.target : undefined
}

const isDisabledButton = (element: Element | null | undefined) =>
  element instanceof SimulatedElement && element.flag('disabled')

/** The engine's browser back end, taught WeChat's events and form controls. */
export function createBackend(): glassEasel.CurrentWindowBackendContext {
  const backend = new glassEasel.CurrentWindowBackendContext()
  backend.onEvent((target, type, detail, options) => {
    if (!SHARED_EVENT.test(type)) return undefined
    const origin = originOf(options)
    if (type === 'tap' && isDisabledButton(origin?.closest('wx-button'))) return undefined
    const isTouch = TOUCH_EVENT.test(type)
    const event = new glassEasel.Event(type, detail, {
      ...options,
      ...(isTouch ? { extraFields: touchesOf(options.originalEvent) } : {}),
    })
    glassEasel.Event.dispatchEvent(target, event)
    if (type === 'tap') activateAround(origin)
    return event.getEventBubbleStatus()
  })
  // the engine only knows the browser's own controls
  backend.setModelBindingStat = (element, name, listener) => {
    if (element instanceof SimulatedElement && listener) element.modelListeners.set(name, listener)
  }
  return backend
}

/** After the mini-program heard of a tap, the nearest element that acts on one does so. */
function activateAround(origin: Element | null | undefined): void {
  let element = origin
  while (element && !isActivatable(element)) element = element.parentElement
  if (isActivatable(element)) element.activate()
}

/** The nearest node of the engine around a DOM element. */
function nodeAround(origin: Element | null): glassEasel.Element | undefined {
  for (let element = origin; element; element = element.parentElement) {
    const node: unknown = fields(element).__wxElement
    if (node instanceof glassEasel.Element) return node
  }
  return undefined
}

/** Tells the mini-program of a gesture that the engine does not know by itself. */
function gesture(name: 'tap' | 'longpress', origin: Element, x: number, y: number): void {
  const touch = { identifier: 0, pageX: x, pageY: y, clientX: x, clientY: y }
  const extraFields = { touches: [touch], changedTouches: [touch] }
  nodeAround(origin)?.triggerEvent(name, { x, y }, { bubbles: true, composed: true, extraFields })
}

/** A tap that no finger made: by keyboard, or by an assistive technology's click. */
function tap(origin: Element): void {
  if (isDisabledButton(origin.closest('wx-button'))) return
  const { left, top, width, height } = origin.getBoundingClientRect()
  gesture('tap', origin, left + width / 2, top + height / 2)
  activateAround(origin)
}

/** Makes what can be tapped reachable by keyboard and by assistive technology. */
export function listenForKeyboardTaps(): void {
  document.addEventListener('keydown', (event) => {
    const { target, key } = event
    if ((key !== 'Enter' && key !== ' ') || !(target instanceof SimulatedElement) || target.tabIndex < 0) return
    event.preventDefault()
    tap(target)
  })
  document.addEventListener('click', (event) => {
    // a finger's or mouse's click counts from 1, and its tap came before
    if (event.detail === 0 && event.target instanceof Element) tap(event.target)
  })
}

/** How long a finger rests for a longpress, in ms, and how far it may stray, in px. */
const LONG_PRESS = { duration: 350, distance: 10 }

/** Makes `longpress` of a finger or a mouse button that rests. */
export function listenForLongPresses(): void {
  let timer = 0
  let start = { x: 0, y: 0 }
  document.addEventListener('pointerdown', ({ target, clientX, clientY }) => {
    clearTimeout(timer)
    start = { x: clientX, y: clientY }
    if (!(target instanceof Element)) return
    timer = window.setTimeout(() => gesture('longpress', target, clientX, clientY), LONG_PRESS.duration)
  })
  document.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (Math.hypot(clientX - start.x, clientY - start.y) > LONG_PRESS.distance) clearTimeout(timer)
  })
  for (const name of ['pointerup', 'pointercancel']) document.addEventListener(name, () => clearTimeout(timer))
}
