import { createRequire } from 'node:module'

const NAMES = [
  'document',
  'navigator',
  'location',
  'localStorage',
  'WebSocket',
  'XMLHttpRequest',
  'FileReader',
  'Image',
]

/** Gives this process what Tencent's SDK looks for in a browser; its network is the real one. */
export function addBrowserGlobals(): void {
  const fromEnvironment = createRequire(require.resolve('jest-environment-jsdom/package.json'))
  const { JSDOM } = fromEnvironment('jsdom')
  const { window } = new JSDOM('', { url: 'https://example.com/', pretendToBeVisual: true })
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  define('window', window)
  for (const name of NAMES) define(name, window[name])
}
