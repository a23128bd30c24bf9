import { fileURLToPath } from 'node:url'
import { bundles } from './build/bundles.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

/** `--configOut <folder>` builds somewhere else than into `dist/`, as the tests do. */
export default ({ configOut = `${root}dist` }: { configOut?: string }) => bundles(root, configOut)
