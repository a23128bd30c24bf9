import { existsSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { CompileError } from './compile-error'
import type { AppConfig } from './read-app'
import { strings } from './read-app'
import { isObject, type JsonObject, lineOf, readJson } from './read-json'

export interface Component {
  /** path from the root, without a suffix */
  path: string
  json: JsonObject
  /** the components it uses */
  uses: string[]
  /** its script file from the root, with its suffix */
  script: string
}

const findScript = (root: string, path: string) =>
  ['.ts', '.js'].map((suffix) => path + suffix).find((file) => existsSync(join(root, file)))

/** Every folder from that of `from` up to the root where npm components may lie. */
function* npmFolders(from: string): Generator<string> {
  let folder = posix.dirname(from)
  for (;;) {
    yield posix.join(folder, 'miniprogram_npm')
    if (folder === '.') return
    folder = posix.dirname(folder)
  }
}

/**
 * Where a `usingComponents` value leads: from the root, from the file's own folder, or into `miniprogram_npm`.
 * @returns the component's path, or undefined if there is none
 */
function resolveComponent(root: string, from: string, reference: string): string | undefined {
  const places = reference.startsWith('/')
    ? [reference.slice(1)]
    : [posix.join(posix.dirname(from), reference), ...[...npmFolders(from)].map((at) => posix.join(at, reference))]
  return places
    .flatMap((path) => [path, posix.join(path, 'index')])
    .find((path) => existsSync(join(root, `${path}.json`)) || existsSync(join(root, `${path}.wxml`)))
}

/**
 * Walks from the pages through everything they use.
 * @returns all pages and components, by path
 * @throws CompileError if a page, a component or its script is missing
 */
export async function collectComponents(
  root: string,
  app: AppConfig,
  warnings: string[],
): Promise<Map<string, Component>> {
  const found = new Map<string, Component>()

  const resolveUses = async (path: string, file: string, references: Record<string, string>) => {
    const resolved: Record<string, string> = {}
    for (const [tag, reference] of Object.entries(references)) {
      if (/^(plugin|dynamicLib):/.test(reference)) {
        warnings.push(`${file} <${tag}> is not shown: plugins do not run in the simulator`)
        continue
      }
      const target = resolveComponent(root, path, reference)
      if (target === undefined) {
        throw new CompileError(file, await lineOf(root, file, `"${tag}"`), `component not found: "${reference}"`)
      }
      resolved[tag] = `/${target}`
    }
    return resolved
  }

  const visit = async (path: string) => {
    if (found.has(path)) return
    const file = `${path}.json`
    const json = (await readJson(root, file)) ?? {}
    const script = findScript(root, path)
    if (!existsSync(join(root, `${path}.wxml`))) throw new CompileError(`${path}.wxml`, 0, 'not found')
    if (script === undefined) throw new CompileError(`${path}.js`, 0, 'not found (nor a .ts)')
    const component: Component = { path, json, uses: [], script }
    found.set(path, component)

    const usingComponents = {
      ...(await resolveUses('app', 'app.json', app.usingComponents)),
      ...(await resolveUses(path, file, strings(json.usingComponents))),
    }
    const componentGenerics: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(isObject(json.componentGenerics) ? json.componentGenerics : {})) {
      const fallback = isObject(value) ? value.default : undefined
      if (typeof fallback !== 'string') componentGenerics[name] = true
      else componentGenerics[name] = { default: (await resolveUses(path, file, { [name]: fallback }))[name] }
    }
    component.json = { ...json, usingComponents, componentGenerics }
    const defaults = Object.values(componentGenerics).flatMap((value) => Object.values(strings(value)))
    component.uses = [...Object.values(usingComponents), ...defaults].map((use) => use.slice(1))
    for (const use of component.uses) await visit(use)
  }

  for (const page of app.pages) {
    if (!existsSync(join(root, `${page}.wxml`)) && !existsSync(join(root, dirname(page)))) {
      throw new CompileError('app.json', await lineOf(root, 'app.json', posix.basename(page)), `no page "${page}"`)
    }
    await visit(page)
  }
  return found
}
