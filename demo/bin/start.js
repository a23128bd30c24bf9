#!/usr/bin/env node
const { startDemo } = require('../dist/start-demo.js')

startDemo(process.env).then((code) => {
  if (code !== 0) process.exit(code)
})
