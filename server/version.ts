import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from './package-root'

/** The one place of the version is package.json. */
export const VERSION: string = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version
