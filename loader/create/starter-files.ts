import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { LoaderError } from '../errors'
import { packageRoot } from '../package-root'

/** TypeScript or JavaScript. */
export type SourceLanguage = 'ts' | 'js'

export interface StarterFile {
  /** Relative to the new project, with forward slashes. */
  path: string
  bytes: Buffer
}

/** Where the build puts `templates/starter`. */
export function defaultStarterDir(): string {
  return join(packageRoot(), 'dist', 'starter')
}

/**
 * The files of a new project: what both languages share (`common/`) and what is the language's own (`ts/`, `js/`), with
 * the project's name in its places. Throws `payload-broken` when the starter is not there.
 */
export function readStarterFiles(starterDir: string, language: SourceLanguage, projectName: string): StarterFile[] {
  try {
    return ['common', language].flatMap((part) => {
      const folder = join(starterDir, part)
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const file = join(entry.parentPath, entry.name)
          const path = relative(folder, file).split(sep).join('/')
          return { path: targetOf(path), bytes: withName(path, readFileSync(file), projectName) }
        })
    })
  } catch (error) {
    throw new LoaderError('payload-broken', { reason: error instanceof Error ? error.message : String(error) })
  }
}

// npm reads files of this name inside a package as orders to itself, so the starter has it without its dot.
function targetOf(path: string): string {
  return path === 'gitignore' ? '.gitignore' : path
}

function withName(path: string, bytes: Buffer, projectName: string): Buffer {
  const extension = extname(path)
  if (extension !== '.json' && extension !== '.md') return bytes
  const text = bytes.toString('utf8')
  const name = extension === '.json' ? JSON.stringify(projectName).slice(1, -1) : projectName
  return Buffer.from(text.replaceAll('__NAME__', () => name))
}
