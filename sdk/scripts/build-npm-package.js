/**
 * Assembles miniprogram_dist: the SDK as a mini-program npm package, in the shape that WeChat's tools pack into
 * miniprogram_npm. The built files are those that `ccc-store install` writes; npm/ stands for what the loader adds.
 */
const { cpSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')
const [dist, own, target] = ['dist', 'npm', 'miniprogram_dist'].map((folder) => join(root, folder))

rmSync(target, { recursive: true, force: true })
for (const part of ['ccc', 'utils']) cpSync(join(dist, part), join(target, part), { recursive: true })
for (const file of ['index.js', 'index.d.ts', 'ccc-config.js']) cpSync(join(own, file), join(target, file))
cpSync(join(own, 'host.js'), join(target, 'ccc', 'host.js'))

// pages of a package are found where WeChat's tools put it
const login = join(target, 'utils', 'login.js')
const before = readFileSync(login, 'utf8')
const after = before.replaceAll("'/ccc/pages/chat/index'", "'/miniprogram_npm/@ccc-store/sdk/ccc/pages/chat/index'")
if (after === before) throw new Error('utils/login.js names no chat page')
writeFileSync(login, after)
