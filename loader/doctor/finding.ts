import type { Language } from '../language'

/** How bad it is: it will not work; it may not work, or not for long; it is good to know. */
export type Severity = 'error' | 'warning' | 'info'

/** One thing that was found: what it is, and how to mend it. */
export interface Finding {
  /** Stable, for scripts. */
  code: string
  severity: Severity
  zh: string
  en: string
  /** How to mend it; empty when there is nothing to mend. */
  fix: Readonly<Record<Language, string>>
  /** What it is about: files, domains, interfaces. */
  list?: readonly string[]
}

/** The codes and texts of everything that can be found. `{name}` stands for a detail of the case. */
const catalogue = {
  'not-installed': [
    'info',
    '这个小程序还没有装载客服。',
    'Customer service is not installed in this mini-program.',
    '运行 ccc-store install。',
    'Run ccc-store install.',
  ],
  'older-version': [
    'info',
    '装载的是 {installed}，这个命令的版本是 {version}。',
    'Installed is {installed}; this command is {version}.',
    '运行 ccc-store update。',
    'Run ccc-store update.',
  ],
  'newer-version': [
    'warning',
    '装载的是 {installed}，比这个命令的 {version} 更新。',
    'Installed is {installed}, which is newer than this command, {version}.',
    '用 npx ccc-store@{installed} 或更新的版本；这个版本不会把它换旧。',
    'Use npx ccc-store@{installed} or a newer one; this one never puts an older version over it.',
  ],
  'record-uploaded': [
    'warning',
    '安装记录 .ccc-store.json 会随主包上传，占 {size} KB。',
    'The record .ccc-store.json is uploaded with the main package and takes {size} KB of it.',
    '运行 ccc-store update，记录会移到不上传的 .ccc-store.record。',
    'Run ccc-store update.',
  ],
  'ignored-by-git': [
    'warning',
    'git 忽略了 {count} 个装进来的文件（如 {example}），别人克隆的项目会缺少它们。请在 {file} 末尾加上这些行：',
    'git ignores {count} installed files, such as {example}, so a clone lacks them. Append these lines to {file}:',
    '加上之后，把这些文件一起提交。',
    'Then commit the files too.',
  ],
  'not-uploaded': [
    'error',
    '{file} 的 packOptions 使 {count} 个装进来的文件（如 {example}）不会上传，发布后客服打不开。请在 packOptions.include 里加上这些项：',
    'packOptions in {file} keep {count} installed files, such as {example}, out of the upload, so the chat will not work there. Add these items to packOptions.include:',
    '两边都有的文件会上传。',
    'What both lists name is uploaded.',
  ],
  'archive-missing': [
    'warning',
    '存档 .ccc-store.archive 不见了或已损坏：update 时您改过的文件无法合并。',
    'The archive .ccc-store.archive is missing or damaged, so an update cannot merge what you edited.',
    '从版本控制中恢复它；没有备份就运行 ccc-store install 重新建立。',
    'Restore it from version control; without a copy, ccc-store install makes a new one.',
  ],
  'originals-lost': [
    'error',
    '装载时换下的原文件不在存档 .ccc-store.archive 里，reset 无法还原它们：',
    'What the installation replaced is not in the archive .ccc-store.archive, so reset cannot bring it back:',
    '从版本控制中恢复 .ccc-store.archive。',
    'Restore .ccc-store.archive from version control.',
  ],
  'registration-edited': [
    'info',
    'app.json 里分包 {root} 的登记您改过；reset 时会保留它，需要手工移除。',
    'You edited the registration of the subpackage {root} in app.json; reset leaves it, to be taken out by hand.',
    '',
    '',
  ],
  'registered-files-missing': [
    'error',
    'app.json 登记了分包 {root}，但它的页面不存在，小程序无法编译。',
    'app.json registers the subpackage {root}, whose page is not there, so the mini-program does not compile.',
    '从 app.json 里删除这一项，或运行 ccc-store install 补齐文件。',
    'Remove that entry from app.json, or run ccc-store install to put the files there.',
  ],
  'entry-files-missing': [
    'error',
    '这些页面使用了组件 ccc-entry，但它不存在，小程序无法编译：',
    'These pages use the component ccc-entry, which is not there, so the mini-program does not compile:',
    '从页面的 JSON 和 WXML 里删除 ccc-entry，或运行 ccc-store install --entry <页面>。',
    'Remove ccc-entry from the JSON and WXML of the pages, or run ccc-store install --entry <page>.',
  ],
  'record-missing': [
    'warning',
    '分包 {root} 装载过客服，但安装记录 .ccc-store.record 不见了，无法 update 和 reset。',
    'Customer service stands in the subpackage {root}, but its record, .ccc-store.record, is gone, so update and reset know nothing of it.',
    '从版本控制中恢复它；没有备份就用当时的选项运行 ccc-store install，会重新记下。',
    'Restore it from version control; without a copy, run ccc-store install with the options of that time, which records it again.',
  ],
  'twin-sources': [
    'error',
    '这些 TypeScript 文件会编译成与装进来的脚本同名的文件：',
    'These TypeScript files compile into files of the same names as installed scripts:',
    '给它们改名。',
    'Rename them.',
  ],
  'login-incomplete': [
    'error',
    '您自己的 {file} 里没有客服要调用的 {names}。',
    'Your own {file} does not have {names}, which the chat calls.',
    '在其中导出它们，或移走它，再运行 ccc-store install。',
    'Export them from it, or move it away and run ccc-store install.',
  ],
  'server-foreign': [
    'error',
    '{url} 有应答，但它不是呼叫中心。',
    '{url} answers, but not as a call centre does.',
    '检查 ccc-config.js 里的 serverUrl，包括端口和路径。',
    'Check serverUrl in ccc-config.js, with its port and path.',
  ],
  'server-refuses': [
    'warning',
    '呼叫中心没有检查设置：{zh}（{code}）',
    'The call centre did not check the settings: {en} ({code})',
    '它可能是旧版本，或正在启动；稍后再试。',
    'It may be an older one, or be starting; try again later.',
  ],
  'root-absent': [
    'info',
    '{file} 的 {key} 是“{value}”，那里没有 app.json，所以检查的是 {root}。',
    '{key} in {file} is "{value}", where there is no app.json, so {root} was looked at.',
    '如果它是编译产物，先编译一次；否则改正这个设置。',
    'If it is a build output, build it once; else correct the setting.',
  ],
  'other-roots': [
    'warning',
    '这里还有别的 app.json，容易装错地方；检查的是 {root}。另外还有：',
    'There are other folders with an app.json here, so the wrong one is easily taken; {root} was looked at. The others:',
    '用 --cwd 指定小程序的目录，或在 project.config.json 里写明 miniprogramRoot。',
    'Name the mini-program with --cwd, or set miniprogramRoot in project.config.json.',
  ],
  'files-missing': [
    'error',
    '装进来的文件不见了。',
    'Installed files are missing.',
    '运行 ccc-store install 补齐。',
    'Run ccc-store install to put them back.',
  ],
  'files-changed': [
    'info',
    '这些装进来的文件您改过；更新时会与新版本合并。',
    'You edited these installed files; an update merges your edits with it.',
    '',
    '',
  ],
  'not-registered': [
    'error',
    'app.json 里没有登记分包 {root}，客服页面打不开。',
    'The subpackage {root} is not registered in app.json, so the page cannot be opened.',
    '运行 ccc-store install 补上。',
    'Run ccc-store install to put it back.',
  ],
  'entry-missing': [
    'warning',
    '页面 {page} 里的客服入口不见了。',
    'The entry button is gone from the page {page}.',
    '运行 ccc-store install 补上，或用 ccc-store install --entry none 不再需要它。',
    'Run ccc-store install to put it back, or ccc-store install --entry none to do without.',
  ],
  'app-json-bom': [
    'warning',
    'app.json 以 BOM 开头，微信编译器可能报错 10006。',
    'app.json starts with a byte-order mark, which the compiler of WeChat may refuse (10006).',
    '把它另存为不带 BOM 的 UTF-8。',
    'Save it as UTF-8 without the mark.',
  ],
  'app-json-comments': [
    'warning',
    'app.json 里有注释，微信编译器可能报错 10006。',
    'app.json has comments, which the compiler of WeChat may refuse (10006).',
    '删除注释。',
    'Remove the comments.',
  ],
  'app-json-commas': [
    'warning',
    'app.json 里有多余的逗号，微信编译器可能报错 10006。',
    'app.json has trailing commas, which the compiler of WeChat may refuse (10006).',
    '删除末尾多余的逗号。',
    'Remove the trailing commas.',
  ],
  'package-too-big': [
    'error',
    '代码包 {package} 有 {size} MB，超过 2 MB 的上限，其中的图片等资源不会再变小。',
    'The package {package} has {size} MB; the limit is 2 MB, and what is in it, such as pictures, does not get smaller.',
    '把图片等资源放到网络上，或移到别的分包。',
    'Serve pictures from the network, or move them to another subpackage.',
  ],
  'package-big': [
    'warning',
    '代码包 {package} 压缩前有 {size} MB，上传时的上限是 2 MB。',
    'The package {package} has {size} MB before it is compressed; the limit is 2 MB at upload.',
    '在开发者工具里打开代码压缩，或把页面移到分包。',
    'Turn on code compression in the developer tools, or move pages to a subpackage.',
  ],
  'package-big-unused': [
    'info',
    '代码包 {package} 压缩前有 {size} MB（上限 2 MB），其中没有用到的文件按项目设置不会上传。',
    'The package {package} has {size} MB before it is compressed (the limit is 2 MB); files that no page uses are left out at upload, as the project is set to.',
    '在开发者工具的“代码依赖分析”里查看实际大小。',
    'See its real size in the developer tools, under the analysis of dependencies (代码依赖分析).',
  ],
  'settings-unreadable': [
    'error',
    'ccc-config.js 里没有可用的 {keys}。',
    'ccc-config.js has no usable {keys}.',
    '用 ccc-store config set 填写，或手工改好。',
    'Set it with ccc-store config set, or by hand.',
  ],
  'server-local': [
    'warning',
    'serverUrl 是 {url}，只能用于开发：正式版只能访问 https 域名。',
    'serverUrl is {url}, which is for development only: a released mini-program reaches https domains alone.',
    '发布前运行 ccc-store config set serverUrl https://您的域名。',
    'Before a release, run ccc-store config set serverUrl https://your.domain.',
  ],
  domains: [
    'info',
    '请在小程序后台“开发管理 → 服务器域名”里加入这些域名：',
    'Add these to the server domains of the mini-program (开发管理 → 服务器域名):',
    '',
    '',
  ],
  'library-old': [
    'warning',
    '项目的基础库是 {version}，客服需要 {least} 或更新。',
    'The project is set to base library {version}; customer service needs {least} or newer.',
    '在开发者工具的“详情 → 本地设置”里换新的调试基础库，并在后台设置最低版本。',
    'Choose a newer one in the developer tools (详情 → 本地设置), and set the lowest version in the administration of the mini-program.',
  ],
  'server-unreachable': [
    'error',
    '连不上 {url}：{reason}。',
    '{url} cannot be reached: {reason}.',
    '检查地址和网络，确认呼叫中心正在运行；不想检查网络就加 --offline。',
    'Check the address and the network, and that the call centre is running; to leave the network out, add --offline.',
  ],
  'settings-refused': [
    'error',
    '呼叫中心不接受这个设置：{zh}（{code}）',
    'The call centre does not accept these settings: {en} ({code})',
    '核对 ccc-config.js 里的 sdkAppId 和 ivrId；会话服务流需要先发布。',
    'Compare sdkAppId and ivrId in ccc-config.js with those of your call centre; a service flow has to be published first.',
  ],
  privacy: [
    'info',
    '客服用到这些需要声明的接口，请在后台“用户隐私保护指引”里声明：',
    'Customer service uses interfaces that have to be declared in the privacy guidelines (用户隐私保护指引):',
    '',
    '',
  ],
  'places-undeclared': [
    'warning',
    'app.json 没有声明位置接口，微信会拒绝调用，客户发不了位置。',
    'app.json does not declare the interfaces of places, so WeChat refuses them and customers cannot send one.',
    '在 app.json 里加入 "requiredPrivateInfos": {calls}，并在 permission 里写明 scope.userLocation 的用途。',
    'Add "requiredPrivateInfos": {calls} to app.json, and say under permission what scope.userLocation is for.',
  ],
  'lazy-code-loading': [
    'info',
    'app.json 没有开启按需注入。',
    'app.json does not load code on demand.',
    '加上 "lazyCodeLoading": "requiredComponents"，启动更快。',
    'Add "lazyCodeLoading": "requiredComponents" for a faster start.',
  ],
  'component-framework': [
    'info',
    '组件框架 {framework}，渲染 {renderer}。',
    'Component framework {framework}, renderer {renderer}.',
    '',
    '',
  ],
  'skyline-page': [
    'error',
    'app.json 让所有页面用 Skyline 渲染，而 {file} 没有写明 {keys}，微信编译器会拒绝整个项目（10009）。',
    'app.json has Skyline render every page, and {file} does not say {keys}, so the compiler of WeChat refuses the project (10009).',
    '运行 ccc-store update；如果这个文件您改过，请手工加上。',
    'Run ccc-store update; if you edited the file, add it by hand.',
  ],
  'custom-navigation-page': [
    'warning',
    'app.json 让所有页面自己画导航栏，而 {file} 没有写明 {keys}，客服页面会没有标题和返回按钮。',
    'app.json has every page draw its own title bar, and {file} does not say {keys}, so the chat has no title and no way back.',
    '运行 ccc-store update；如果这个文件您改过，请手工加上。',
    'Run ccc-store update; if you edited the file, add it by hand.',
  ],
  'skyline-without-glass-easel': [
    'warning',
    'Skyline 渲染需要 glass-easel 组件框架。',
    'The Skyline renderer needs the component framework glass-easel.',
    '在 app.json 里加上 "componentFramework": "glass-easel"。',
    'Add "componentFramework": "glass-easel" to app.json.',
  ],
} satisfies Record<string, readonly [severity: Severity, zh: string, en: string, fixZh: string, fixEn: string]>

export type FindingCode = keyof typeof catalogue

/** Makes a finding of the catalogue. */
export function finding(
  code: FindingCode,
  details: Readonly<Record<string, string>> = {},
  list?: readonly string[],
): Finding {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => details[name] ?? whole)
  const [severity, zh, en, fixZh, fixEn] = catalogue[code]
  const texts = { zh: fill(zh), en: fill(en), fix: { zh: fill(fixZh), en: fill(fixEn) } }
  return { code, severity, ...texts, ...(list ? { list } : {}) }
}
