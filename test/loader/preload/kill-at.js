// Preloaded into the loader's process: kills it, as a power cut would, just before change number KILL_AT to the disk.
const { onDiskChange } = require('./disk-changes.js')

let count = 0
onDiskChange(() => {
  count += 1
  if (count === Number(process.env.KILL_AT)) process.kill(process.pid, 'SIGKILL')
})
