import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { outputFileSync, removeSync } from 'fs-extra'
import { sha256 } from '../hash'
import type { Settings } from '../settings'

const folders: string[] = []

afterAll(() => {
  for (const folder of folders.splice(0)) removeSync(folder)
})

/** Settings that are valid anywhere. */
export const someSettings: Settings = {
  sdkAppId: 1400000001,
  ivrId: 'flow_demo',
  serverUrl: 'http://127.0.0.1:7788',
}

/** The app.json of the smallest ordinary mini-program. */
export const plainAppJson = '{\n  "pages": [\n    "pages/home/index"\n  ],\n  "window": {}\n}\n'

/** A mini-program in a new temporary folder, with the given files besides the ordinary ones. */
export function makeProject(files: Readonly<Record<string, string | Buffer>> = {}): string {
  return makeFolder({
    'app.json': plainAppJson,
    'app.js': 'App({})\n',
    'pages/home/index.js': 'Page({})\n',
    'pages/home/index.json': '{}\n',
    'pages/home/index.wxml': '<view>home</view>\n',
    ...files,
  })
}

/** A new temporary folder with the given files, removed when the tests of the file are over. */
export function makeFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ccc loader 项目-')))
  folders.push(folder)
  for (const [path, content] of Object.entries(files)) outputFileSync(join(folder, path), content)
  return folder
}

/** A small payload of the shape the build makes. */
export function makePayload(overrides: Readonly<Record<string, string>> = {}): string {
  const template = readFileSync(join(__dirname, '..', '..', 'templates', 'inject', 'ccc-config.js'), 'utf8')
  const contents: Record<string, string> = {
    'ccc-config.js': template,
    'ccc/host.js': "module.exports = { config: require('../ccc-config.js'), login: require('../utils/login.js') }\n",
    'ccc/pages/chat/index.js': 'Page({})\n',
    'ccc/pages/chat/index.json': '{ "renderer": "webview", "navigationStyle": "default" }\n',
    'utils/login.d.ts': 'export function requestLogin(): Promise<void>\n',
    'utils/login.js': 'module.exports = { requestLogin() {} }\n',
    ...overrides,
  }
  const index = {
    schema: 1,
    version: '0.1.0',
    files: Object.entries(contents).map(([path, text]) => ({
      path,
      sha256: sha256(Buffer.from(text)),
      bytes: Buffer.byteLength(text),
    })),
  }
  const files = Object.fromEntries(Object.entries(contents).map(([path, text]) => [`files/${path}`, text]))
  return makeFolder({ 'payload.json': JSON.stringify(index), ...files })
}

/** Everything in a folder, bytes and modes and links, so that two states can be compared as a whole. */
export function treeOf(folder: string): Record<string, string> {
  const tree: Record<string, string> = {}
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name)
    const stat = lstatSync(path)
    const mode = (stat.mode & 0o777).toString(8)
    if (stat.isSymbolicLink()) tree[name] = `link to ${readlinkSync(path)}`
    else if (stat.isDirectory()) tree[name] = `folder ${mode}`
    else tree[name] = `${mode} ${sha256(readFileSync(path))}`
  }
  return tree
}
