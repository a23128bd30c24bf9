import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What Tencent's own instructions put into a mini-program that shows its chat. */
const PACKAGES = [
  '@tencentcloud/chat-uikit-wechat@2.4.5',
  '@tencentcloud/chat-uikit-engine-lite@1.0.7',
  '@tencentcloud/tui-core-lite@1.0.0',
  '@tencentcloud/lite-chat@1.6.13',
]

/** Fetched once into the temporary folder: they serve the comparison alone, and are no dependency of this project. */
async function fetchPackages(): Promise<string> {
  const home = join(tmpdir(), 'ccc-store-bench-tuikit-2.4.5')
  if (!existsSync(home)) {
    const staging = `${home}-${process.pid}`
    await mkdir(staging, { recursive: true })
    await writeFile(join(staging, 'package.json'), '{ "private": true }')
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--save-exact']
    execFileSync('npm', ['install', ...flags, ...PACKAGES], { cwd: staging, stdio: ['ignore', 'ignore', 'inherit'] })
    await rename(staging, home)
  }
  return join(home, 'node_modules', '@tencentcloud')
}

/** @returns the files that TUIKit adds to a project, without its documents, type declarations and key generator */
export async function tuikitFiles(): Promise<string[]> {
  const packages = await fetchPackages()
  const kit = join(packages, 'chat-uikit-wechat')
  const own = (await readdir(kit, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\.md$|package\.json$|[\\/]debug[\\/]/.test(path.slice(kit.length)))
  const chat = join(packages, 'lite-chat')
  const plugins = ENGINE_PLUGINS.map((name) => join(chat, 'plugins', `${name}.es.js`))
  const engine = ['chat-uikit-engine-lite', 'tui-core-lite'].map((name) => join(packages, name, 'index.js'))
  return [...own, ...engine, join(chat, 'basic.es.js'), ...plugins]
}

/** The plugins of the chat SDK that TUIKit's engine imports. */
const ENGINE_PLUGINS = [
  'conversation',
  'group',
  'avchatroom',
  'message-enhancer',
  'rich-media-message',
  'cloud-search',
  'signaling',
  'friend',
  'conversation-group',
]

/** Writes a mini-program that shows TUIKit's chat on a fake of its SDK. */
export async function makeTuikitApp(projectDir: string): Promise<void> {
  const packages = await fetchPackages()
  await cp(join(__dirname, 'host'), projectDir, { recursive: true })
  await cp(join(packages, 'chat-uikit-wechat'), join(projectDir, 'TUIKit'), { recursive: true })
  for (const name of ['tui-core-lite', 'lite-chat']) {
    await cp(join(packages, name), join(projectDir, 'miniprogram_npm', '@tencentcloud', name), { recursive: true })
  }
}
