import { applyErrors } from './apply/errors'
import { createErrors } from './create/errors'
import type { Language } from './language'
import { planErrors } from './plan/errors'
import { printable } from './printable'

/** Exit codes of the command; documented in the help text and never renumbered. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  usage: 2,
  notNative: 3,
  conflict: 4,
  cancelled: 5,
  projectChanged: 6,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

interface ErrorEntry {
  exitCode: ExitCode
  /** What happened, why, and what to do; `{name}` stands for a detail of the case. */
  zh: string
  en: string
}

const catalogue = {
  ...applyErrors,
  ...createErrors,
  ...planErrors,
  'usage-unknown-option': {
    exitCode: exitCodes.usage,
    zh: '没有选项 {value}。在命令后加 --help 查看全部选项。',
    en: 'There is no option {value}. Add --help to the command for all options.',
  },
  'usage-unknown-command': {
    exitCode: exitCodes.usage,
    zh: '没有命令 {value}。用 ccc-store --help 查看全部命令。',
    en: 'There is no command {value}. See ccc-store --help for all commands.',
  },
  'usage-option-value-missing': {
    exitCode: exitCodes.usage,
    zh: '选项 {value} 后面缺少值。',
    en: 'Option {value} needs a value after it.',
  },
  'usage-excess-arguments': {
    exitCode: exitCodes.usage,
    zh: '参数太多：这个命令不再接受更多参数。项目目录请用 --cwd 指定。',
    en: 'Too many arguments: this command takes no more of them. Name the project folder with --cwd.',
  },
  'config-action-unknown': {
    exitCode: exitCodes.usage,
    zh: 'config 后面只能是 get 或 set，而不是 {value}。',
    en: 'config takes get or set, not {value}.',
  },
  'usage-language-unknown': {
    exitCode: exitCodes.usage,
    zh: '--lang 只能是 zh 或 en，而不是 {value}。',
    en: '--lang takes zh or en, not {value}.',
  },
  'answer-missing': {
    exitCode: exitCodes.usage,
    zh: '缺少 {flags}。这里无法提问（不是交互式终端、设置了 CI，或使用了 --yes、--json），请在命令后加上它。',
    en: 'Missing {flags}. It cannot be asked for here (no interactive terminal, CI is set, or --yes or --json was given), so add it to the command.',
  },
  'yes-or-no': {
    exitCode: exitCodes.usage,
    zh: '请回答 是 或 否，而不是“{value}”。',
    en: 'Answer yes or no, not "{value}".',
  },
  'sdk-app-id-invalid': {
    exitCode: exitCodes.usage,
    zh: 'sdkAppId 应为正整数，例如 1400000001，而不是“{value}”。它由运行呼叫中心的人告诉您；只想试试的话，ccc-server mock 会打印一个。',
    en: 'sdkAppId is a positive whole number such as 1400000001, not "{value}". Whoever runs your call centre knows it; ccc-server mock prints one to try things out with.',
  },
  'ivr-id-invalid': {
    exitCode: exitCodes.usage,
    zh: 'ivrId 应为 1 到 64 个字母、数字、下划线或连字符，而不是“{value}”。它由运行呼叫中心的人告诉您；只想试试的话，ccc-server mock 会打印一个。',
    en: 'ivrId is 1 to 64 letters, digits, underscores or hyphens, not "{value}". Whoever runs your call centre knows it; ccc-server mock prints one to try things out with.',
  },
  'server-url-invalid': {
    exitCode: exitCodes.usage,
    zh: 'serverUrl 应为 http:// 或 https:// 开头的地址，不带参数和账号，而不是“{value}”。',
    en: 'serverUrl is an address that starts with http:// or https://, without a query or credentials, not "{value}".',
  },
  'subpackage-invalid': {
    exitCode: exitCodes.usage,
    zh: '--subpackage 应为小程序内的相对目录，只含字母、数字、_、- 和 /，例如 packages/service，而不是“{value}”。',
    en: '--subpackage is a folder inside the mini-program, of letters, digits, _, - and /, such as packages/service, not "{value}".',
  },
  'login-path-invalid': {
    exitCode: exitCodes.usage,
    zh: '--login-path 应为主包内的 .js 文件，例如 services/login.js，不能在客服分包里，而不是“{value}”。',
    en: '--login-path is a .js file of the main package, such as services/login.js, outside of the subpackage, not "{value}".',
  },
  'on-conflict-invalid': {
    exitCode: exitCodes.usage,
    zh: '--on-conflict 只能是 abort、skip 或 overwrite，而不是 {value}。',
    en: '--on-conflict takes abort, skip or overwrite, not {value}.',
  },
  'transport-invalid': {
    exitCode: exitCodes.usage,
    zh: '--transport 只能是 socket 或 tencent，而不是 {value}。',
    en: '--transport takes socket or tencent, not {value}.',
  },
  'other-transport': {
    exitCode: exitCodes.usage,
    zh: '客服已按消息通道 {installed} 装载，不能直接换成 {transport}。请先运行 ccc-store reset，再用 --transport {transport} 安装。',
    en: 'Customer service is installed with the transport {installed}, which cannot be changed to {transport} in place. Run ccc-store reset, then install with --transport {transport}.',
  },
  'entry-page-unknown': {
    exitCode: exitCodes.usage,
    zh: 'app.json 里没有页面 {value}。可选的页面：{pages}；不需要入口按钮则用 --entry none。',
    en: 'app.json has no page {value}. There are: {pages}; for no entry button, use --entry none.',
  },
  'already-elsewhere': {
    exitCode: exitCodes.usage,
    zh: '客服已经装在分包 {subpackage}，登录脚本是 {loginPath}，位置不能直接更改。请先运行 ccc-store reset，再用新的位置安装。',
    en: 'Customer service is installed in the subpackage {subpackage}, with the login script {loginPath}, and cannot be moved in place. Run ccc-store reset, then install in the new place.',
  },
  'not-installed': {
    exitCode: exitCodes.usage,
    zh: '{path} 还没有装载客服。请先运行 ccc-store install。',
    en: 'Customer service is not installed in {path}. Run ccc-store install first.',
  },
  'roots-ambiguous': {
    exitCode: exitCodes.usage,
    zh: '{path} 里有多个可能的小程序：\n{list}\n请用 --cwd 指定其中一个。',
    en: '{path} holds several folders that may be the mini-program:\n{list}\nName one of them with --cwd.',
  },
  'root-deeper': {
    exitCode: exitCodes.usage,
    zh: '{path} 本身不是小程序，但它里面有一个：\n{list}\n请用 --cwd 指定它。',
    en: '{path} is no mini-program itself, but there is one inside it:\n{list}\nName it with --cwd.',
  },
  'config-key-unknown': {
    exitCode: exitCodes.usage,
    zh: 'ccc-config.js 里没有设置项 {value}。可用的是 sdkAppId、ivrId 和 serverUrl。',
    en: 'ccc-config.js has no setting {value}. There are sdkAppId, ivrId and serverUrl.',
  },
  'config-missing': {
    exitCode: exitCodes.usage,
    zh: '没有 {file}。请先运行 ccc-store install。',
    en: 'There is no {file}. Run ccc-store install first.',
  },
  'shell-unknown': {
    exitCode: exitCodes.usage,
    zh: '不支持为 {value} 生成补全脚本。可用的是 bash、zsh、fish 和 powershell。',
    en: 'There is no completion for {value}. There is one for bash, zsh, fish and powershell.',
  },
  'folder-missing': {
    exitCode: exitCodes.usage,
    zh: '找不到文件夹 {path}。请检查 --cwd。',
    en: 'There is no folder {path}. Check --cwd.',
  },
  'not-a-mini-program': {
    exitCode: exitCodes.notNative,
    zh: '{path} 不是微信小程序项目：没有找到 app.json（已查找 {searched}）。请在小程序项目的根目录运行，或用 --cwd 指定。',
    en: '{path} is not a WeChat mini-program: no app.json found (looked in {searched}). Run the command in the root of your mini-program, or name it with --cwd.',
  },
  'foreign-app-json': {
    exitCode: exitCodes.notNative,
    zh: '{path} 不是小程序的 app.json：其中没有页面列表 pages。请在小程序项目的根目录运行，或用 --cwd 指定。',
    en: '{path} is not the app.json of a mini-program: it has no list of pages. Run the command in the root of your mini-program, or name it with --cwd.',
  },
  'framework-project': {
    exitCode: exitCodes.notNative,
    zh: '这是 {framework} 项目（依据：{evidence}），它的源码由框架编译，直接写入会在下次编译时丢失；项目没有改动。{instead}。',
    en: 'This is a {framework} project (seen from {evidence}). Its sources are compiled by the framework, so what is written here would be lost; nothing was changed. {instead}.',
  },
  'built-output': {
    exitCode: exitCodes.notNative,
    zh: '{path} 是 {framework} 的编译产物（依据：{evidence}），写进去的内容会在下次编译时丢失；项目没有改动。{instead}。',
    en: '{path} is what {framework} compiled (seen from {evidence}). What is written there is lost with the next build; nothing was changed. {instead}.',
  },
  'foreign-pages': {
    exitCode: exitCodes.notNative,
    zh: '{path} 里的 app.json 不属于原生小程序（依据：{evidence}）：它的页面由框架编译，直接写入会在下次编译时丢失；项目没有改动。请在一个原生小程序里安装，再按框架文档把其中的 ccc 作为原生代码引入。',
    en: 'The app.json in {path} is not that of a native mini-program (seen from {evidence}). A framework compiles its pages, so what is written here would be lost with the next build; nothing was changed. Install into a native mini-program and bring its ccc in as native code, as the documentation of the framework describes.',
  },
  'root-outside': {
    exitCode: exitCodes.notNative,
    zh: '{file} 中的 {key} 是“{value}”，指向项目之外。为安全起见只写入项目文件夹之内，请改为项目内的相对路径。',
    en: '{key} in {file} is "{value}", which leads out of the project. Only the project folder is ever written to: use a relative path inside it.',
  },
  'broken-json': {
    exitCode: exitCodes.notNative,
    zh: '{file}:{line}:{column} 不是有效的 JSON：{reason}。请先改正，再运行一次；项目没有改动。',
    en: '{file}:{line}:{column} is not valid JSON: {reason}. Correct it and run the command again; nothing was changed.',
  },
  'broken-encoding': {
    exitCode: exitCodes.notNative,
    zh: '{file} 不是 UTF-8 编码。请另存为 UTF-8，再运行一次；项目没有改动。',
    en: '{file} is not encoded in UTF-8. Save it as UTF-8 and run the command again; nothing was changed.',
  },
  cancelled: {
    exitCode: exitCodes.cancelled,
    zh: '已取消，项目没有改动。',
    en: 'Cancelled; nothing was changed.',
  },
  'payload-broken': {
    exitCode: exitCodes.unexpected,
    zh: 'ccc-store 自身的文件不完整（{reason}）。请重新安装 ccc-store；如果在源码目录中，请运行 npm run build。',
    en: 'The files of ccc-store itself are incomplete ({reason}). Install ccc-store again, or, in a source checkout, run npm run build.',
  },
  'system-refused': {
    exitCode: exitCodes.unexpected,
    zh: '系统拒绝了一个操作：{reason}。请检查那个文件或文件夹的权限和名称，再运行一次。',
    en: 'The system refused something: {reason}. Check the permissions and the name of that file or folder and run the command again.',
  },
  unexpected: {
    exitCode: exitCodes.unexpected,
    zh: '意外的错误：{reason}。这是 ccc-store 的缺陷，请连同版本号 {version} 和所用命令一起报告给我们。',
    en: 'Unexpected error: {reason}. This is a fault in ccc-store; please report it with its version, {version}, and the command you ran.',
  },
} satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof catalogue

/** A word in a message: the same in both languages, or one for each. */
export type Detail = string | Readonly<Record<Language, string>>

/** An error a reader can act on. `message` is the English text; `text(language)` is what a user sees. */
export class LoaderError extends Error {
  readonly code: ErrorCode
  readonly exitCode: ExitCode
  readonly details: Readonly<Record<string, Detail>>

  constructor(code: ErrorCode, details: Readonly<Record<string, Detail>> = {}) {
    super(errorText(code, details, 'en'))
    this.name = 'LoaderError'
    this.code = code
    this.exitCode = catalogue[code].exitCode
    this.details = details
  }

  /** The text in the reader's language: what happened, why, and what to do. */
  text(language: Language): string {
    return errorText(this.code, this.details, language)
  }
}

function errorText(code: ErrorCode, details: Readonly<Record<string, Detail>>, language: Language): string {
  return catalogue[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const detail = details[name]
    if (detail === undefined) return whole
    return printable(typeof detail === 'string' ? detail : detail[language])
  })
}
