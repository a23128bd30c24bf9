// Preloaded into the loader's process before anything else: counts its changes to the disk, and calls the listener before each.
const fs = require('node:fs')

const changing = [
  'appendFileSync',
  'chmodSync',
  'copyFileSync',
  'cpSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'symlinkSync',
  'truncateSync',
  'unlinkSync',
  'utimesSync',
  'writeFileSync',
  'writeSync',
]

let listener = () => {}

for (const name of changing) {
  const original = fs[name]
  fs[name] = (...args) => {
    const reads = name === 'openSync' && (args[1] === undefined || args[1] === 'r')
    const onDisk = name !== 'writeSync' || args[0] > 2
    if (!reads && onDisk) listener(name, args)
    return original(...args)
  }
}

/** Calls `listen` before each change to the disk from now on; it may throw instead of letting it happen. */
exports.onDiskChange = (listen) => {
  listener = listen
}
