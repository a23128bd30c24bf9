import { join } from 'node:path'

/** A node of a component under test. Its events arrive a microtask later, as on a phone. */
export interface Node {
  dom: HTMLElement
  dispatchEvent(name: string, options?: { detail?: unknown }): void
  querySelector(selector: string): Node | undefined
  querySelectorAll(selector: string): Node[]
}

/** A component that is not inside another. */
export interface Root extends Node {
  instance: { setData(patch: Record<string, unknown>): void; data: Record<string, unknown> }
  addEventListener(name: string, handler: (event: { detail: unknown }) => void): void
  setData(patch: Record<string, unknown>): void
  attach(parent: HTMLElement): void
  detach(): void
}

/** The parts of miniprogram-simulate that the tests use; its own types clash with WeChat's. */
interface Simulate {
  load(path: string, options: { rootPath: string; compiler: 'official' }): string
  render(id: string, properties?: Record<string, unknown>): Root
}

/**
 * Renders a component of the built SDK with WeChat's official template compiler. Call `jest.resetModules()` before.
 * @param out folder that `builtSdk` gives
 */
export function render(out: string, name: string, properties?: Record<string, unknown>): Root {
  return renderAt(out, `ccc/components/${name}/${name}`, properties)
}

/** The same for a component anywhere in the built SDK, by its path without an extension. */
export function renderAt(out: string, path: string, properties?: Record<string, unknown>): Root {
  const simulate: Simulate = require('miniprogram-simulate')
  return simulate.render(simulate.load(join(out, path), { rootPath: out, compiler: 'official' }), properties)
}

/** The `wx` that components see; miniprogram-simulate puts its own there when it is loaded. */
export function installWx(parts: Record<string, unknown>): void {
  require('miniprogram-simulate')
  Object.assign(Reflect.get(globalThis, 'wx'), parts)
}

/** The text of every node whose class is `name`, in whatever component it is. */
export const textsIn = (page: HTMLElement, name: string): string[] =>
  Array.from(page.querySelectorAll('*'))
    .filter((node) => Array.from(node.classList).some((word) => word.split('--')[1] === name))
    .map((node) => node.textContent ?? '')
