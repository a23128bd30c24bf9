/**
 * Assembles dist/payload: what `ccc-store install` writes into a project, with an index of hashes.
 * Takes templates/inject and, from the built SDK, utils/login.js with its types, the entry button and the subpackages ccc/ and ccc-tencent/.
 * And dist/starter: what `ccc-store create` begins with.
 */
const { createHash } = require('node:crypto')
const { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
const { dirname, join, relative, sep } = require('node:path')
const { version } = require('../package.json')

const repository = join(__dirname, '..', '..')
const sdk = join(repository, 'sdk', 'dist')
const inject = join(repository, 'templates', 'inject')
const target = join(__dirname, '..', 'dist', 'payload')

const required = [
  'utils/login.js',
  'utils/login.d.ts',
  'ccc/pages/chat/index.js',
  'ccc/pages/chat/index.json',
  'ccc-entry/ccc-entry.js',
]
const missing = required.filter((file) => !existsSync(join(sdk, file)))
if (missing.length > 0) {
  console.error(`The SDK is not built: sdk/dist has no ${missing.join(', ')}. Run "npm run build -w sdk" first.`)
  process.exit(1)
}

/** Every file under a folder, as a sorted list of paths with forward slashes. */
function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

const sources = new Map()
for (const file of filesUnder(sdk)) {
  if (/^(ccc\/|ccc-tencent\/|ccc-entry\/|utils\/login\.(js|d\.ts)$)/.test(file) && !file.endsWith('.map'))
    sources.set(file, join(sdk, file))
}
for (const file of filesUnder(inject)) sources.set(file, join(inject, file))

rmSync(target, { recursive: true, force: true })
const files = [...sources.keys()].sort().map((path) => {
  const copy = join(target, 'files', path)
  mkdirSync(dirname(copy), { recursive: true })
  cpSync(sources.get(path), copy)
  const bytes = readFileSync(copy)
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
})
writeFileSync(join(target, 'payload.json'), `${JSON.stringify({ schema: 1, version, files }, null, 2)}\n`)
console.log(`payload: ${files.length} files, ${files.reduce((sum, file) => sum + file.bytes, 0)} bytes`)

const starter = join(__dirname, '..', 'dist', 'starter')
rmSync(starter, { recursive: true, force: true })
for (const part of ['common', 'ts', 'js']) {
  const parts = join(repository, 'templates', 'starter', part)
  for (const path of filesUnder(parts)) {
    mkdirSync(dirname(join(starter, part, path)), { recursive: true })
    cpSync(join(parts, path), join(starter, part, path))
  }
}
