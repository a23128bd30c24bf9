import type { Language } from '../language'
import type { Note } from '../plan/plan'

/** Every text of the command except its errors, which are in `errors.ts`, and what each command says of itself. */
export interface Texts {
  sections: Readonly<Record<string, string>>
  description: string
  help: string
  version: string
  examplesTitle: string
  askSdkAppId: string
  askIvrId: string
  askServerUrl: string
  askEntry: string
  entryNone: string
  askRoot: string
  askDeeperRoot: string
  askGoOn: string
  returnAlone: string
  yesOrNo: string
  selectHint: string
  done: string
  nothingToDo: string
  wouldDo: string
  updated: string
  repaired: string
  wouldUpdate: string
  wouldRepair: string
  upToDate: string
  wasReset: string
  willReset: string
  wouldReset: string
  notInstalled: string
  recordLost: string
  configured: string
  configuredAlready: string
  created: string
  modified: string
  deleted: string
  notes: Readonly<Record<Note['kind'], string>>
  rootAbsent: string
  rootPassedOver: string
  recoveredForward: string
  recoveredBack: string
  leftAsFound: string
  hidden: string
  hiddenRemedy: string
  notUploaded: string
  notUploadedRemedy: string
  next: string
  openPage: string
  login: string
  completeLogin: string
  localServer: string
  changeLater: string
  writing: string
  checking: string
}

const zh: Texts = {
  sections: { 'Usage:': '用法：', 'Options:': '选项：', 'Commands:': '命令：', 'Arguments:': '参数：' },
  description: '给微信小程序装上客服：会话服务流与人工客服。',
  help: '显示帮助',
  version: '显示版本号',
  examplesTitle: '示例：',
  askSdkAppId: 'sdkAppId（呼叫中心实例的 SDKAppID）',
  askIvrId: 'ivrId（会话服务流 ID）',
  askServerUrl: 'serverUrl（呼叫中心的地址）',
  askEntry: '在哪个页面放悬浮的客服入口？',
  entryNone: '不需要入口',
  askRoot: '这里有多个小程序，是哪一个？',
  askDeeperRoot: '这里不是小程序，里面有一个，是它吗？',
  askGoOn: '现在取出吗？',
  returnAlone: '直接回车：{value}',
  yesOrNo: '是/否，直接回车为否',
  selectHint: '用方向键选择，回车确认',
  done: '已装载到 {root}',
  nothingToDo: '已经装载好了，没有需要改动的内容。',
  wouldDo: '试运行：将对 {root} 做以下改动，现在没有写入任何文件',
  updated: '已从 {from} 更新到 {to}：{root}',
  wouldUpdate: '试运行：从 {from} 更新到 {to} 将对 {root} 做以下改动，现在没有写入任何文件',
  repaired: '已经是 {to}，{root} 里这些内容已补齐',
  wouldRepair: '试运行：已经是 {to}，{root} 里这些内容将会补齐，现在没有写入任何文件',
  upToDate: '已经是 {to}，没有需要改动的内容。',
  wasReset: '已从 {root} 取出',
  willReset: '将对 {root} 做以下改动',
  wouldReset: '试运行：将对 {root} 做以下改动，现在没有写入任何文件',
  notInstalled: '这里没有装载过客服，没有需要取出的内容。',
  recordLost:
    '没有安装记录 .ccc-store.record，所以什么也没有取出；但 app.json 里登记了客服分包。请从版本控制中恢复记录，或用当时的选项运行 ccc-store install（会重新记下），再运行 reset。',
  configured: '已修改 {root} 的设置',
  configuredAlready: '设置已经是这个值，没有改动。',
  created: '新建',
  modified: '修改',
  deleted: '删除',
  notes: {
    kept: '保留您改过的',
    skipped: '保留您原有的',
    overwritten: '换下您原有的（reset 时还原）',
    merged: '与您的改动合并',
    conflict: '冲突，保留您的，新版本在旁边',
    stuck: '其中我们的内容您改过，或已认不出，请手工移除',
    unowned: '已经有了，但不是我们的写法（reset 时保留）',
    lost: '换下的原文件不在存档里，无法还原；请从版本控制中找回 .ccc-store.archive',
    incomplete: '您的文件里没有客服要调用的函数',
  },
  rootAbsent: '{file} 的 {key} 是“{value}”，那里没有 app.json，所以用的是 {root}。',
  rootPassedOver: '这里还有别的小程序：{others}。用的是 {root}；要换一个，请用 --cwd 指定。',
  recoveredForward: '上一次运行曾被中断，已先把它完成。',
  recoveredBack: '上一次运行曾被中断，已先恢复到运行之前。',
  leftAsFound: '这些文件在那之后有别的改动，保持原样：',
  hidden: 'git 忽略了这里的 {count} 个文件（如 {example}），别人克隆的项目会缺少它们。',
  hiddenRemedy: '请在 {file} 末尾加上这些行，再一起提交：',
  notUploaded: 'packOptions 使这里的 {count} 个文件（如 {example}）不会上传，发布后客服打不开。',
  notUploadedRemedy: '请在 {file} 的 packOptions.include 里加上这些项：',
  next: '下一步',
  openPage: '再打开客服页面：',
  login: '先登录一次，例如在 {app} 的 onLaunch 中：',
  completeLogin: '请让您的 {file} 导出 {names}，客服页面要调用它们（写法见 docs/sdk.zh-CN.md）。',
  localServer:
    '当前地址 {url} 只能用于开发：正式版只能访问 https。发布前请在 {config} 中改为 https 地址，并在小程序后台加入服务器域名。',
  changeLater: 'sdkAppId、ivrId 和 serverUrl 可随时在 {config} 中更改。',
  writing: '正在写入…',
  checking: '正在检查…',
}

const en: Texts = {
  sections: {},
  description: 'Puts customer service into a WeChat mini-program: service flows and human agents.',
  help: 'show this help',
  version: 'show the version',
  examplesTitle: 'Examples:',
  askSdkAppId: 'sdkAppId (the SDKAppID of your call centre)',
  askIvrId: 'ivrId (the id of the service flow)',
  askServerUrl: 'serverUrl (address of your call centre)',
  askEntry: 'Which page gets the floating button?',
  entryNone: 'none',
  askRoot: 'There are several mini-programs here. Which one?',
  askDeeperRoot: 'This is no mini-program, but there is one inside. Is it this one?',
  askGoOn: 'Take it out now?',
  returnAlone: 'return: {value}',
  yesOrNo: 'yes/no, return alone is no',
  selectHint: 'arrow keys to choose, return to confirm',
  done: 'Installed into {root}',
  nothingToDo: 'Everything is installed already; nothing was changed.',
  wouldDo: 'Dry run: these changes would be made to {root}; nothing was written',
  updated: 'Updated from {from} to {to}: {root}',
  wouldUpdate: 'Dry run: updating from {from} to {to} would change {root}; nothing was written',
  repaired: 'This is {to} already; these were put right in {root}',
  wouldRepair: 'Dry run: this is {to} already; these would be put right in {root}; nothing was written',
  upToDate: 'This is {to} already; nothing was changed.',
  wasReset: 'Taken out of {root}',
  willReset: 'These changes will be made to {root}',
  wouldReset: 'Dry run: these changes would be made to {root}; nothing was written',
  notInstalled: 'Nothing is installed here, so there is nothing to take out.',
  recordLost:
    'There is no record, .ccc-store.record, so nothing was taken out; yet app.json registers the subpackage of the chat. Restore the record from version control, or run ccc-store install with the options of that time, which records it again, and then reset.',
  configured: 'Changed the settings of {root}',
  configuredAlready: 'The setting has this value already; nothing was changed.',
  created: 'created',
  modified: 'changed',
  deleted: 'deleted',
  notes: {
    kept: 'kept, you edited it',
    skipped: 'kept, it is yours',
    overwritten: 'replaced, it was yours (reset brings it back)',
    merged: 'merged with your edits',
    conflict: 'contradiction: yours kept, ours beside it',
    stuck: 'what we wrote was edited or cannot be told from your own text, take it out by hand',
    unowned: 'there already, though not as we write it (reset leaves it)',
    lost: 'what it replaced is not in the archive any more; get .ccc-store.archive back from version control',
    incomplete: 'yours, without functions that the chat calls',
  },
  rootAbsent: '{key} in {file} is "{value}", where there is no app.json, so {root} was taken.',
  rootPassedOver:
    'There are other mini-programs here: {others}. {root} was taken; for another one, name it with --cwd.',
  recoveredForward: 'An earlier run had been interrupted; it was finished first.',
  recoveredBack: 'An earlier run had been interrupted; it was taken back first.',
  leftAsFound: 'These files had changed since, and were left as they were:',
  hidden: 'git ignores {count} of these files, such as {example}, so a clone lacks them.',
  hiddenRemedy: 'Append these lines to {file}, and commit the files:',
  notUploaded:
    'packOptions keep {count} of these files, such as {example}, out of the upload, so the chat will not work there.',
  notUploadedRemedy: 'Add these items to packOptions.include in {file}:',
  next: 'Next',
  openPage: 'Then open the customer-service page:',
  login: 'Log in once, for example in onLaunch of {app}:',
  completeLogin: 'Have your {file} export {names}, which the chat calls (docs/sdk.md says what they do).',
  localServer:
    'The address {url} is for development only, since a released mini-program reaches https alone. Before a release, set an https address in {config} and add it to the server domains of the mini-program.',
  changeLater: 'sdkAppId, ivrId and serverUrl can be changed in {config} at any time.',
  writing: 'Writing …',
  checking: 'Checking …',
}

export const texts: Readonly<Record<Language, Texts>> = { zh, en }
