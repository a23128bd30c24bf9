// Runs a TypeScript file of this repository: node scripts/run-ts.js <file> [arguments]
// Packages are taken as built; run `npm run build` first.
const { readFileSync } = require('node:fs')
const { resolve } = require('node:path')
const { transformSync } = require('esbuild')

/** Compiles each TypeScript file as it is required, so that files keep their own place on the disk. */
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    sourcefile: filename,
    sourcemap: 'inline',
  })
  module._compile(code, filename)
}
process.setSourceMapsEnabled(true)
process.argv.splice(1, 1)
require(resolve(process.argv[1]))
