import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { extract } from 'tar'

const loaderDir = join(__dirname, '..', '..', 'loader')

/** The loader as somebody gets it from a registry. */
export interface PackedLoader {
  /** The package's folder. */
  folder: string
  /** The program of the `ccc-store` command. */
  bin: string
  /** The size of the archive, in bytes. */
  packedBytes: number
}

/**
 * Packs the built loader with `npm pack` and unpacks it into an empty folder away from the repository, with nothing
 * beside it but the packages it declares.
 */
export function packLoader(place: string): PackedLoader {
  const npm = [npmCli(), 'pack', '--ignore-scripts', '--offline', '--silent', '--pack-destination', place]
  execFileSync(process.execPath, npm, { cwd: loaderDir, stdio: ['ignore', 'ignore', 'pipe'] })
  const name = readdirSync(place).find((file) => file.endsWith('.tgz'))
  if (name === undefined) throw new Error('npm pack made no archive')
  const archive = join(place, name)
  const folder = join(place, 'node_modules', 'ccc-store')
  unpack(archive, folder)
  for (const dependency of dependenciesOf(folder)) linkPackage(dependency, join(place, 'node_modules'))
  return { folder, bin: join(folder, 'bin', 'ccc-store.js'), packedBytes: statSync(archive).size }
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
