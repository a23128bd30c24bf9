import { type Dirent, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { ProjectConfig } from './find-root'

/** A file that WeChat packs: its path in the mini-program, what it is compiled into, and its bytes before that. */
export interface PackedFile {
  path: string
  packed: string
  bytes: number
}

/** What the project configuration says of what is packed. */
export interface Packing {
  isIgnored(path: string): boolean
  /** Endings that a compiler plug-in turns into others, such as `.ts` into `.js`. */
  compiled: ReadonlyMap<string, string>
}

// The endings that WeChat takes, as its compiler has them (miniprogram-ci 2.1.42). In lower case only.
const endings = new Set(
  `.wxml .wxss .wxs .png .jpg .jpeg .gif .svg .js .json .cer .mp3 .aac .m4a .mp4 .wav .ogg .silk .wasm .br .cur .ico .skel .crt .cert`.split(
    ' ',
  ),
)

const plugins: Readonly<Record<string, readonly [from: string, to: string][]>> = {
  typescript: [['.ts', '.js']],
  less: [['.less', '.wxss']],
  sass: [
    ['.scss', '.wxss'],
    ['.sass', '.wxss'],
  ],
}

/** Whether scripts, styles, templates and JSON that no page needs are left out at upload. */
export function leavesUnusedOut({ setting }: ProjectConfig): boolean {
  return recordOf(setting).ignoreUploadUnusedFiles === true
}

/** Reads `packOptions` and `setting` of project.config.json; those of the private configuration do not count. */
export async function packingOf({ packOptions, setting }: ProjectConfig): Promise<Packing> {
  const ignore = await rulesIn(packOptions, 'ignore')
  const include = await rulesIn(packOptions, 'include')
  const { useCompilerPlugins } = recordOf(setting)
  const chosen = Array.isArray(useCompilerPlugins) ? useCompilerPlugins : []
  return {
    // What both lists name is packed.
    isIgnored: (path) => ignore.some((rule) => rule(path)) && !include.some((rule) => rule(path)),
    compiled: new Map(chosen.flatMap((name) => plugins[String(name)] ?? [])),
  }
}

/** What a file of the mini-program (relative, forward slashes) is packed as; undefined when it is not packed. */
export function packedAs(path: string, { isIgnored, compiled }: Packing): string | undefined {
  const ending = extname(path)
  const target = compiled.get(ending) ?? ending
  const isConfig = /^project\.(private\.)?config\.json$/.test(path)
  if (isConfig || !endings.has(target) || path.endsWith('.d.ts') || isIgnored(path)) return undefined
  return path.slice(0, path.length - ending.length) + target
}

/** Which of these files are not packed for no other reason than `packOptions`. */
export function keptFromUpload(paths: readonly string[], packing: Packing): string[] {
  const everything = { ...packing, isIgnored: () => false }
  return paths.filter((path) => packing.isIgnored(path) && packedAs(path, everything) !== undefined)
}

/** Every file of the mini-program at an absolute path that WeChat packs; `tick` is called for every folder. */
export function packedFiles(miniprogram: string, packing: Packing, tick = () => {}): PackedFile[] {
  const walk = (folder: string): PackedFile[] => {
    tick()
    return entriesIn(join(miniprogram, folder)).flatMap((entry): PackedFile[] => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return neverPacked.has(entry.name) ? [] : walk(path)
      const packed = entry.isFile() ? packedAs(path, packing) : undefined
      return packed === undefined ? [] : [{ path, packed, bytes: statSync(join(miniprogram, path)).size }]
    })
  }
  return [...new Map(walk('').map((file) => [file.packed, file])).values()]
}

// What cannot be read is not packed either.
function entriesIn(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return []
  }
}

const neverPacked = new Set(['node_modules', '.git', '.svn'])

type Rule = (path: string) => boolean

/** The rules of a list as the compiler takes them: everything in lower case, an unknown type matches nothing. */
async function rulesIn(packOptions: unknown, list: 'ignore' | 'include'): Promise<Rule[]> {
  const rules: unknown = recordOf(packOptions)[list]
  if (!Array.isArray(rules)) return []
  const texts = rules.map(recordOf).map(({ type, value }) => [type, typeof value === 'string' ? value : ''] as const)
  return Promise.all(
    texts.map(async ([type, value]) => {
      const rule = value === '' ? () => false : await matcherOf(type, value.toLowerCase())
      return (path: string) => rule(path.toLowerCase())
    }),
  )
}

async function matcherOf(type: unknown, value: string): Promise<Rule> {
  const name = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  const bare = value.replace(/^\//, '')
  switch (type) {
    case 'file':
      return (path) => path === bare
    case 'folder':
      return (path) => path.startsWith(bare.endsWith('/') ? bare : `${bare}/`)
    case 'prefix':
      return (path) => name(path).startsWith(value)
    case 'suffix':
      return (path) => name(path).endsWith(value)
    case 'glob':
      return globRule(value)
    case 'regexp':
      return regExpRule(value)
    default:
      return () => false
  }
}

async function globRule(value: string): Promise<Rule> {
  // Loaded only where there is a pattern, which is rare.
  const { default: picomatch } = await import('picomatch')
  const matches = picomatch(value)
  return (path) => matches(path) || matches(`/${path}`)
}

// A pattern that is none matches nothing, as in the compiler.
function regExpRule(value: string): Rule {
  try {
    const pattern = new RegExp(value, 'im')
    return (path) => pattern.test(path) || pattern.test(`/${path}`)
  } catch {
    return () => false
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
