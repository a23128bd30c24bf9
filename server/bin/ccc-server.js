#!/usr/bin/env node
const { main } = require('../dist/main/cli/main.js')

// the mock server is built on this package, so it is looked for only when it is asked for
const startMock = (options) => require('@ccc-store/mock-server').runMockServer(options)

main(process.argv.slice(2), startMock).then((code) => {
  if (code !== 0) process.exit(code)
})
