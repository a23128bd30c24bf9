import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { CompileError } from './compile-error'

/** wxs has these two instead of `Date` and `RegExp`. */
const WXS_GLOBALS = `
var getDate = function () { return new Date(...arguments) };
var getRegExp = function (pattern, flags) { return new RegExp(pattern, flags) };`

/** In wxs `x.constructor` is the type's name. */
const wxsToJs = (code: string) => code.replace(/\.constructor(?=\s*[!=]==?\s*['"])/g, '.constructor.name')

interface TemplateFault {
  isError: boolean
  message: string
  path: string
  /** counted from 0 */
  startLine: number
}

/**
 * Compiles templates with all that they import, include or load as wxs.
 * @param paths templates from `root`, without suffix
 * @returns a JavaScript expression: an object from path to compiled template
 * @throws CompileError for the first error; what is only doubtful goes to `warnings`
 */
export async function compileTemplates(root: string, paths: string[], warnings: string[]): Promise<string> {
  const group = new TmplGroup()
  try {
    group.setExtraRuntimeScript(WXS_GLOBALS)
    const templates = new Set<string>()
    const scripts = new Set<string>()
    for (const path of paths) await addTemplate(path)
    return group.getTmplGenObjectGroups()

    async function addTemplate(path: string): Promise<void> {
      if (templates.has(path)) return
      templates.add(path)
      const faults: TemplateFault[] = group.addTmpl(path, await read(root, `${path}.wxml`))
      const error = faults.find((fault) => fault.isError)
      if (error) throw new CompileError(`${error.path}.wxml`, error.startLine + 1, error.message)
      for (const fault of faults) warnings.push(`${fault.path}.wxml:${fault.startLine + 1} ${fault.message}`)
      for (const dependency of group.getDirectDependencies(path)) await addTemplate(dependency)
      for (const script of group.getScriptDependencies(path)) await addScript(script)
    }

    // `<wxs src>` drops the suffix, `require()` inside wxs keeps it; the engine looks each up as it was written
    async function addScript(id: string): Promise<void> {
      if (scripts.has(id)) return
      scripts.add(id)
      const file = `${id.replace(/\.wxs$/, '')}.wxs`
      const code = wxsToJs(await read(root, file))
      group.addScript(id, code)
      for (const [, reference = ''] of code.matchAll(/require\(\s*['"](.+?)['"]\s*\)/g)) {
        await addScript(reference.startsWith('/') ? reference.slice(1) : posix.join(posix.dirname(file), reference))
      }
    }
  } finally {
    group.free()
  }
}

async function read(root: string, file: string): Promise<string> {
  return readFile(join(root, file), 'utf8').catch(() => {
    throw new CompileError(file, 0, 'not found')
  })
}
