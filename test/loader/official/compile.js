// Compiles mini-programs with WeChat's own compiler, without a key: node compile.js <folder of miniprogram-ci> <project>…
// Sends a message for each: its compiled files, or why there are none. What the compiler prints on the way is of no interest.
const { tmpdir } = require('node:os')
const { join } = require('node:path')

const [ciFolder, ...projects] = process.argv.slice(2)
const ci = require(ciFolder)

async function compile(projectPath) {
  const project = new ci.Project({
    appid: 'wx0000000000000001',
    type: 'miniProgram',
    projectPath,
    ignores: ['node_modules/**/*'],
    privateKey: 'unused',
    attr: async () => ci.DefaultProjectAttr,
  })
  const options = { project, version: '1.0.0', desc: '', setting: { es6: true }, onProgressUpdate() {} }
  try {
    const zip = join(tmpdir(), `ccc-store-compiled-${process.pid}.zip`)
    return { project: projectPath, files: Object.keys(await ci.getCompiledResult(options, zip)) }
  } catch (error) {
    return { project: projectPath, error: `${error.code ?? ''} ${error.message}`.trim() }
  }
}

async function compileAll() {
  for (const project of projects) process.send(await compile(project))
  // The compiler keeps workers that would hold the process.
  process.disconnect()
  process.exit(0)
}

compileAll()
