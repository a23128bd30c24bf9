import type { Language } from '../language'

/** Every text of `create` except its errors. */
export interface CreateTexts {
  description: string
  argument: string
  options: Readonly<Record<'ts' | 'js' | 'git' | 'cwd' | 'dryRun' | 'yes', string>>
  examples: readonly [command: string, meaning: string][]
  askLanguage: string
  done: string
  wouldDo: string
  counts: string
  gitDone: string
  gitMissing: string
  gitFailed: string
  next: string
  steps: readonly string[]
  checkTypes: string
}

const zh: CreateTexts = {
  description: '新建一个带客服的小程序，TypeScript 或 JavaScript',
  argument: '新文件夹的名称，可用中文和空格',
  options: {
    ts: '用 TypeScript',
    js: '用 JavaScript',
    git: '同时建立 git 仓库',
    cwd: '在哪个目录里新建，默认当前目录',
    dryRun: '只列出将要新建的文件，不写入任何文件',
    yes: '不提问：未选语言时用 TypeScript，缺少其他参数视为错误',
  },
  examples: [
    ['ccc-store create 我的小店', '按提示选择语言，输入 sdkAppId 和 ivrId'],
    ['ccc-store create shop --js --git --sdk-app-id 1400000001 --ivr-id flow_demo --yes', '不提问，适合脚本'],
  ],
  askLanguage: '用哪种语言？',
  done: '已新建 {folder}（{language}）',
  wouldDo: '试运行：将新建 {folder}（{language}），现在没有写入任何文件',
  counts: '{starter} 个文件，另有客服的 {installed} 个',
  gitDone: '已建立 git 仓库',
  gitMissing: '没有建立 git 仓库：这台机器上找不到 git。',
  gitFailed: '没有建立 git 仓库：{reason}',
  next: '下一步',
  steps: [
    '用微信开发者工具打开这个文件夹；没有 AppID 时先用测试号',
    '在“详情 → 本地设置”中勾选“不校验合法域名”，然后点击“联系客服”',
    'sdkAppId、ivrId 和 serverUrl 可随时在 miniprogram/ccc-config.js 中更改',
  ],
  checkTypes: '需要检查类型时：npm install，然后 npm run check',
}

const en: CreateTexts = {
  description: 'make a new mini-program with customer service in it, in TypeScript or JavaScript',
  argument: 'name of the new folder; spaces and Chinese are fine',
  options: {
    ts: 'in TypeScript',
    js: 'in JavaScript',
    git: 'make a git repository of it',
    cwd: 'folder to make it in (default: here)',
    dryRun: 'list the files that would be made, and write nothing',
    yes: 'never ask: TypeScript unless --js; anything else missing is an error',
  },
  examples: [
    ['ccc-store create my-shop', 'asks for the language, sdkAppId and ivrId'],
    ['ccc-store create shop --js --git --sdk-app-id 1400000001 --ivr-id flow_demo --yes', 'asks nothing, for scripts'],
  ],
  askLanguage: 'Which language?',
  done: 'Made {folder} ({language})',
  wouldDo: 'Dry run: {folder} would be made ({language}); nothing was written',
  counts: '{starter} files, and {installed} of customer service',
  gitDone: 'a git repository was made of it',
  gitMissing: 'No git repository was made: there is no git on this machine.',
  gitFailed: 'No git repository was made: {reason}',
  next: 'Next',
  steps: [
    'Open the folder in WeChat DevTools; without an AppID of your own, a test account will do',
    'Turn on "does not verify valid domain names" under Details → Local settings, and press 联系客服',
    'sdkAppId, ivrId and serverUrl can be changed in miniprogram/ccc-config.js at any time',
  ],
  checkTypes: 'To check the types: npm install, then npm run check',
}

export const createTexts: Readonly<Record<Language, CreateTexts>> = { zh, en }
