import { fileURLToPath } from 'node:url'
import { bundles } from './build/bundles.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

export default bundles(root, `${root}dist`)
