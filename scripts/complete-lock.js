// Completes package-lock.json: node scripts/complete-lock.js
//
// npm leaves the packages of other platforms out of a lock that it remakes from an installed tree
// (https://github.com/npm/cli/issues/4828), and then refuses that lock in `npm ci`. Each is added with what its name
// says, so that an install on such a platform finds it.
const { readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const SYSTEMS = ['android', 'darwin', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'win32', 'linux', 'openharmony']
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'ppc', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']

const file = join(__dirname, '..', 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))

for (const [place, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    const key = `node_modules/${name}`
    if (lock.packages[key] || lock.packages[`${place}/${key}`]) continue
    const os = SYSTEMS.find((system) => name.includes(system))
    const cpu = PROCESSORS.find((processor) => name.includes(processor))
    lock.packages[key] = {
      version: range.replace(/^[\^~]/, ''),
      ...(cpu && { cpu: [cpu] }),
      ...(dev && { dev }),
      ...(os === 'linux' && { libc: [name.includes('musl') ? 'musl' : 'glibc'] }),
      optional: true,
      ...(os && { os: [os] }),
    }
    console.log(`added ${name}`)
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
