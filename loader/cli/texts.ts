import type { Language } from '../language'

/** Every text of the command except its errors, which are in `errors.ts`. */
export interface Texts {
  sections: Readonly<Record<string, string>>
  description: string
  installDescription: string
  options: {
    sdkAppId: string
    ivrId: string
    serverUrl: string
    cwd: string
    yes: string
    dryRun: string
    lang: string
    help: string
    version: string
  }
  examplesTitle: string
  examples: readonly [command: string, meaning: string][]
  askSdkAppId: string
  askIvrId: string
  done: string
  nothingToDo: string
  wouldDo: string
  created: string
  modified: string
  deleted: string
  kept: string
  recoveredForward: string
  recoveredBack: string
  next: string
  openPage: string
  login: string
  localServer: string
  changeLater: string
}

const zh: Texts = {
  sections: { 'Usage:': '用法：', 'Options:': '选项：', 'Commands:': '命令：', 'Arguments:': '参数：' },
  description: '给微信小程序装上客服：会话服务流与人工客服。',
  installDescription: '把客服装进当前目录的小程序：要么全部完成，要么一个字节都不动',
  options: {
    sdkAppId: '呼叫中心实例的 SDKAppID，正整数',
    ivrId: '会话服务流 ID，1 到 64 个字母、数字、_ 或 -',
    serverUrl: '呼叫中心地址，默认 http://127.0.0.1:7788',
    cwd: '小程序项目的目录，默认当前目录',
    yes: '不提问；缺少的参数视为错误',
    dryRun: '只列出将要做的改动，不写入任何文件',
    lang: '界面语言，zh 或 en；默认跟随终端',
    help: '显示帮助',
    version: '显示版本号',
  },
  examplesTitle: '示例：',
  examples: [
    ['ccc-store install', '在小程序目录里运行，按提示输入 sdkAppId 和 ivrId'],
    ['ccc-store install --sdk-app-id 1400000001 --ivr-id flow_demo --yes', '不提问，适合脚本'],
    ['ccc-store install --cwd ../shop --dry-run', '先看看会改动什么'],
  ],
  askSdkAppId: 'sdkAppId（呼叫中心实例的 SDKAppID）',
  askIvrId: 'ivrId（会话服务流 ID）',
  done: '已装载到 {root}',
  nothingToDo: '已经装载好了，没有需要改动的内容。',
  wouldDo: '试运行：将对 {root} 做以下改动，现在没有写入任何文件',
  created: '新建',
  modified: '修改',
  deleted: '删除',
  kept: '保留您改过的',
  recoveredForward: '上一次安装曾被中断，已先把它完成。',
  recoveredBack: '上一次安装曾被中断，已先恢复到安装之前。',
  next: '下一步',
  openPage: '打开客服页面：',
  login: '在打开之前登录一次，例如在 app.js 的 onLaunch 中：',
  localServer:
    '当前地址 {url} 只适合在本机开发。发布前请在 ccc-config.js 中改为 https 地址，并在小程序后台加入服务器域名。',
  changeLater: 'sdkAppId、ivrId 和 serverUrl 可随时在 {file} 中更改。',
}

const en: Texts = {
  sections: {},
  description: 'Puts customer service into a WeChat mini-program: service flows and human agents.',
  installDescription: 'install customer service into the mini-program here, wholly or not at all',
  options: {
    sdkAppId: 'SDKAppID of your call centre, a positive whole number',
    ivrId: 'id of the service flow, 1 to 64 letters, digits, _ or -',
    serverUrl: 'where your call centre answers (default: http://127.0.0.1:7788)',
    cwd: 'folder of the mini-program project (default: here)',
    yes: 'never ask; what is missing is an error',
    dryRun: 'list the changes and write nothing',
    lang: 'language of the messages, zh or en (default: that of the terminal)',
    help: 'show this help',
    version: 'show the version',
  },
  examplesTitle: 'Examples:',
  examples: [
    ['ccc-store install', 'in the folder of a mini-program; asks for sdkAppId and ivrId'],
    ['ccc-store install --sdk-app-id 1400000001 --ivr-id flow_demo --yes', 'asks nothing, for scripts'],
    ['ccc-store install --cwd ../shop --dry-run', 'shows first what would change'],
  ],
  askSdkAppId: 'sdkAppId (the SDKAppID of your call centre)',
  askIvrId: 'ivrId (the id of the service flow)',
  done: 'Installed into {root}',
  nothingToDo: 'Everything is installed already; nothing was changed.',
  wouldDo: 'Dry run: these changes would be made to {root}; nothing was written',
  created: 'created',
  modified: 'changed',
  deleted: 'deleted',
  kept: 'kept, you edited it',
  recoveredForward: 'An earlier installation had been interrupted; it was finished first.',
  recoveredBack: 'An earlier installation had been interrupted; it was taken back first.',
  next: 'Next',
  openPage: 'Open the customer-service page:',
  login: 'Log in once before that, for example in onLaunch of app.js:',
  localServer:
    'The address {url} is for work on this machine only. Before release, set an https address in ccc-config.js and add it to the server domains of the mini-program.',
  changeLater: 'sdkAppId, ivrId and serverUrl can be changed in {file} at any time.',
}

export const texts: Readonly<Record<Language, Texts>> = { zh, en }
