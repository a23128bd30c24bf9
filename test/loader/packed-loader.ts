import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { extract } from 'tar'

const loaderDir = join(__dirname, '..', '..', 'loader')

/** Where the workers of a test run find the one that was packed for it. */
const PLACE = 'CCC_PACKED_LOADER'

/** The loader as somebody gets it from a registry. */
export interface PackedLoader {
  /** The package's folder. */
  folder: string
  /** The program of the `ccc-store` command. */
  bin: string
  /** The size of the archive, in bytes. */
  packedBytes: number
}

/** The loader as it was packed before the first test of a run; nobody may change it. */
export function packedLoader(): PackedLoader {
  const place = process.env[PLACE]
  if (!place) throw new Error('the loader is packed by the globalSetup of jest.config.js')
  return loaderIn(place)
}

/** Packs what `packedLoader` gives; a run that was given one packs none. */
export function shareLoader(): void {
  if (process.env[PLACE] !== undefined) return
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'ccc-loader-')))
  process.env[PLACE] = place
  packLoader(place)
}

export function removeSharedLoader(): void {
  const place = process.env[PLACE]
  if (place) rmSync(place, { recursive: true, force: true })
  delete process.env[PLACE]
}

/** A copy of a packed loader, to be changed. */
export function copyLoader({ folder, packedBytes }: PackedLoader, place: string): PackedLoader {
  const copy = folderIn(place)
  cpSync(folder, copy, { recursive: true })
  linkDependencies(copy)
  return { folder: copy, bin: binOf(copy), packedBytes }
}

/**
 * Packs the built loader with `npm pack` and unpacks it into an empty folder away from the repository, with nothing
 * beside it but the packages it declares.
 */
export function packLoader(place: string): PackedLoader {
  const npm = [npmCli(), 'pack', '--ignore-scripts', '--offline', '--silent', '--pack-destination', place]
  execFileSync(process.execPath, npm, { cwd: loaderDir, stdio: ['ignore', 'ignore', 'pipe'] })
  unpack(archiveIn(place), folderIn(place))
  linkDependencies(folderIn(place))
  return loaderIn(place)
}

function loaderIn(place: string): PackedLoader {
  const folder = folderIn(place)
  return { folder, bin: binOf(folder), packedBytes: statSync(archiveIn(place)).size }
}

const folderIn = (place: string): string => join(place, 'node_modules', 'ccc-store')

const binOf = (folder: string): string => join(folder, 'bin', 'ccc-store.js')

function archiveIn(place: string): string {
  const name = readdirSync(place).find((file) => file.endsWith('.tgz'))
  if (name === undefined) throw new Error('npm pack made no archive')
  return join(place, name)
}

function linkDependencies(folder: string): void {
  for (const dependency of dependenciesOf(folder)) linkPackage(dependency, dirname(folder))
}

/** Unpacks what `npm pack` made into a folder, without the `package/` that every path begins with. */
export function unpack(archive: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  extract({ file: archive, cwd: folder, strip: 1, sync: true })
}

/** The names of the packages a package declares to need. */
export function dependenciesOf(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return Object.keys(dependencies)
}

/** The folder of an installed package, as `from` would find it. */
export function packageFolder(name: string, from: string): string {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name) ?? []
  const found = places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json')))
  if (found === undefined) throw new Error(`${name} is not installed`)
  return found
}

function linkPackage(name: string, modules: string): void {
  const link = join(modules, name)
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(packageFolder(name, loaderDir), link, 'junction')
}

/** npm as a script for Node: it comes with Node, and no shell is needed to find it on any system. */
export function npmCli(): string {
  const beside = (folder: string) => [
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
  ]
  const folders = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter)]
  const running = process.env.npm_execpath
  const candidates = [...(running?.endsWith('npm-cli.js') ? [running] : []), ...folders.flatMap(beside)]
  const found = candidates.find((path) => existsSync(path))
  if (found === undefined) throw new Error('npm was not found')
  return found
}
