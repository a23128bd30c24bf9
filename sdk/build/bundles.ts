import { resolve } from 'node:path'
import nodeResolve from '@rollup/plugin-node-resolve'
import swc from '@rollup/plugin-swc'
import type { InputPluginOption, PluginContext, RollupOptions } from 'rollup'
import { dts } from 'rollup-plugin-dts'
import { compact } from './compact.ts'
import { compiledValidators } from './compiled-validators.ts'
import { copyAssets } from './copy-assets.ts'
import { lowerSyntax } from './lower-syntax.ts'
import { wipe } from './wipe.ts'

/** Everything that is neither a component nor a page is loaded once, from this chunk. */
const CHUNK = 'client'

/** Tencent's own code. */
const TENCENT_CHUNK = 'chat'

const COMPONENTS = [
  'attachment',
  'chat',
  'composer',
  'flow-menu',
  'leave-message',
  'message',
  'message-list',
  'queue-status',
  'rating',
  'session-header',
]

/** Files of the user's project that exist only there; the paths are as the built files write them. */
const HOST_FILES: Record<string, string> = { 'ccc-config.js': '../ccc-config.js', 'host.js': '../host.js' }

/** Schemas and libraries are there for types and constants; only what is used of them may reach the output. */
const treeshake = {
  moduleSideEffects: (id: string) => /[\\/]sdk[\\/](api|components|pages|ccc-entry|ccc-tencent)[\\/]/.test(id),
}

/** What a library warns of is not ours to mend, and none of it reaches the output. */
const onLog: RollupOptions['onLog'] = (level, log, report) => {
  if (![log.id ?? '', ...(log.ids ?? [])].some((id) => id.includes('node_modules'))) report(level, log)
}

/** Tencent's SDK as it is meant for bundlers: two thirds of the size of the file that its package names. */
const tencentChat = {
  name: 'tencent-chat',
  async resolveId(this: PluginContext, source: string, importer: string | undefined) {
    return source === '@tencentcloud/chat' ? this.resolve(`${source}/index.es.js`, importer) : null
  },
}

/** Leaves `require('../ccc-config.js')` and `require('../host.js')` in the output. */
const hostFiles = {
  name: 'host-files',
  resolveId(source: string) {
    const id = HOST_FILES[source.slice(source.lastIndexOf('/') + 1)]
    return id ? { id, external: true } : null
  },
}

function plugins(lower: { fold?: boolean } = {}): InputPluginOption {
  return [
    hostFiles,
    compiledValidators(),
    nodeResolve({ exportConditions: ['source'], extensions: ['.ts', '.js'] }),
    swc({ swc: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } }),
    lowerSyntax(lower),
  ]
}

/**
 * The rollup jobs that build the SDK.
 * @param root folder of this package
 * @param out where the files go; wiped first. `utils/login.js` and `ccc-entry/` belong into the main package, `ccc/` is the subpackage, `ccc-tencent/` one more for those who choose that transport
 */
export function bundles(root: string, out: string): RollupOptions[] {
  const at = (path: string) => resolve(root, path)
  const shared = {
    format: 'cjs',
    exports: 'named',
    interop: 'default',
    esModule: false,
    strict: true,
    hoistTransitiveImports: false,
    minifyInternalExports: true,
    generatedCode: { preset: 'es2015', symbols: false },
  } as const
  return [
    {
      input: at('login/login.ts'),
      treeshake,
      onLog,
      plugins: [wipe(out), plugins()],
      output: { ...shared, file: resolve(out, 'utils/login.js') },
    },
    {
      input: at('login/login.ts'),
      external: () => false,
      plugins: [hostFiles, dts({ tsconfig: at('tsconfig.json') })],
      output: { file: resolve(out, 'utils/login.d.ts'), format: 'es' },
    },
    {
      input: at('ccc-entry/ccc-entry.ts'),
      onLog,
      plugins: [plugins(), copyAssets(root, ['ccc-entry'])],
      output: { ...shared, dir: out, entryFileNames: 'ccc-entry/[name].js' },
    },
    {
      input: {
        api: at('api/api.ts'),
        'pages/chat/index': at('pages/chat/index.ts'),
        ...Object.fromEntries(
          COMPONENTS.map((name) => [`components/${name}/${name}`, at(`components/${name}/${name}.ts`)]),
        ),
      },
      treeshake,
      onLog,
      plugins: [plugins({ fold: true }), copyAssets(root, ['components', 'pages', 'styles'])],
      output: {
        ...shared,
        dir: resolve(out, 'ccc'),
        entryFileNames: '[name].js',
        chunkFileNames: 'lib/[name].js',
        manualChunks: (id) => (/[\\/](api|components|pages)[\\/]/.test(id.slice(root.length - 1)) ? undefined : CHUNK),
      },
    },
    {
      input: {
        index: at('transport/tencent/index.ts'),
        'pages/blank/index': at('ccc-tencent/pages/blank/index.ts'),
      },
      treeshake,
      onLog,
      plugins: [tencentChat, plugins(), compact([TENCENT_CHUNK]), copyAssets(root, ['ccc-tencent'])],
      output: {
        ...shared,
        dir: out,
        entryFileNames: 'ccc-tencent/[name].js',
        chunkFileNames: 'ccc-tencent/lib/[name].js',
        manualChunks: (id) => (id.includes('@tencentcloud') ? TENCENT_CHUNK : undefined),
        banner: ({ name }) => (name === TENCENT_CHUNK ? '/*! @tencentcloud/chat, © Tencent, ISC License */' : ''),
      },
    },
  ]
}
