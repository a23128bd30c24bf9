import { existsSync, realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type BuildFailure, build } from 'esbuild'
import type { Program } from '../program'
import type { Component } from './collect-components'
import { CompileError } from './compile-error'
import { miniProgramPlugin } from './mini-program-plugin'
import { packageRoot } from './package-root'

export interface BundleOptions {
  root: string
  outDir: string
  program: Program
  /** JavaScript expression of all compiled templates */
  templates: string
  components: Map<string, Component>
}

const literal = (value: unknown) => JSON.stringify(value)

/** `require` inside a function keeps a module's code from running before the function is called. */
function entryCode({ root, program, templates, components }: BundleOptions): string {
  const load = (file: string) => `() => require(${literal(join(root, file))})`
  const appScript = ['app.ts', 'app.js'].find((file) => existsSync(join(root, file)))
  const scripts = [...components.values()].map(({ path, script }) => `${literal(path)}: ${load(script)}`)
  return `
import { startMiniProgram } from ${literal(join(packageRoot(), 'runtime', 'main.ts'))}
startMiniProgram(${literal(program)}, {
  templates: ${templates},
  app: ${appScript ? load(appScript) : '() => {}'},
  components: { ${scripts.join(',\n')} },
})`
}

/**
 * Bundles the runtime with the mini-program's scripts (TypeScript or JavaScript, `import` or `require`) into app.js.
 * @throws CompileError with the place of the first syntax error or missing module
 */
export async function bundleScripts(options: BundleOptions): Promise<void> {
  // esbuild reports real paths, and the plugin tells the mini-program's files by theirs
  const root = realpathSync(options.root)
  try {
    await build({
      stdin: { contents: entryCode({ ...options, root }), resolveDir: packageRoot(), loader: 'js' },
      bundle: true,
      format: 'iife',
      target: 'es2022',
      sourcemap: 'linked',
      logLevel: 'silent',
      outfile: join(options.outDir, 'app.js'),
      mainFields: ['module', 'main'],
      define: { 'process.env.NODE_ENV': '"production"' },
      plugins: [miniProgramPlugin(root)],
      tsconfigRaw: {},
    })
  } catch (failure) {
    if (!isBuildFailure(failure)) throw failure
    const [first] = failure.errors
    const file = first?.location
      ? relative(root, join(process.cwd(), first.location.file)).split(sep).join('/')
      : 'app.json'
    throw new CompileError(file, first?.location?.line ?? 0, first?.text ?? failure.message)
  }
}

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors)
