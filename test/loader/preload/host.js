// Runs the `main` of a packed loader again and again in one process without a network, as the test on the other end asks.
require('./no-network.js')
const { onDiskChange } = require('./disk-changes.js')
const fs = require('node:fs')
const { PassThrough, Writable } = require('node:stream')
const { main } = require(`${process.argv[2]}/dist/cli/main.js`)

// These disks need not outlive a power cut, and waiting for them would be most of the time that the tests take.
fs.fsyncSync = () => {}

function collector() {
  const chunks = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk))
      done()
    },
  })
  return { stream, text: () => chunks.join('') }
}

process.on('message', async ({ argv, cwd, dieAt }) => {
  const out = collector()
  const err = collector()
  let changes = 0
  onDiskChange(() => {
    changes += 1
    // Once dead, a process changes nothing more, whatever its code still tries.
    if (dieAt !== undefined && changes >= dieAt) throw new Error('killed')
  })
  const io = { stdin: new PassThrough().end(), stdout: out.stream, stderr: err.stream, env: {}, cwd, locale: 'en-US' }
  const code = await main(argv, io)
  onDiskChange(() => {})
  process.send({ code, out: out.text(), err: err.text(), changes })
})
