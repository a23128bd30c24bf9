#!/usr/bin/env node
const { runFromProcess } = require('../dist/cli/run-from-process.js')

runFromProcess()
