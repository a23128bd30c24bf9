import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './find-chromium'
import { prepareFonts } from './prepare-fonts'

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--font-render-hinting=none',
  // a microphone and a camera that need nobody to allow them
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

/**
 * Starts a headless Chromium for a test. It needs nothing installed beyond `npm install` on Linux x64; elsewhere it takes
 * the system's Chrome or the program `CHROMIUM_PATH` names. Chinese and emoji render the same everywhere.
 * The caller closes it.
 * @throws Error if no browser is found or it does not start
 */
export async function launchBrowser(): Promise<Browser> {
  const { path, libraryPath } = await findChromium()
  const env: Record<string, string> = { FONTCONFIG_FILE: await prepareFonts() }
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && name !== 'FONTCONFIG_FILE') env[name] = value
  }
  if (libraryPath) env.LD_LIBRARY_PATH = [libraryPath, env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return chromium.launch({ executablePath: path, args: ARGUMENTS, env })
}
