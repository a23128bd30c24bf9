import type { DemoLogin } from '../../app/setup/demo-data'
import type { FirstAdministrator } from '../../app/setup/set-up'
import type { Language } from '../../language'

/** What the command says, in the language of the terminal. */
export const CLI_TEXTS = {
  en: {
    description: 'The call centre of ccc-store',
    start: 'start the call centre (the default)',
    mock: 'start the thin mock server for tests: the real server in memory, a fake WeChat, a scripted agent',
    mockPort: 'port to listen on; 0 lets the system choose',
    help: 'show this help',
    helpCommand: 'show the help of a command',
    version: 'show the version',
    usage: 'Usage:',
    options: 'Options:',
    commands: 'Commands:',
    variables: 'Environment variables:',
    byDefault: 'default',
    listening: (url: string) => `ccc-server is ready: ${url}`,
    administrator: ({ account, password, sdkAppId, openidSecret }: FirstAdministrator) =>
      `First administrator of call centre ${sdkAppId}: account ${account}, password ${password}\nSecret to sign openids with (docs/protocol.md): ${openidSecret}\nBoth are shown only this once; keep them now.`,
    demoLogins: (logins: readonly DemoLogin[]) =>
      `Demo agents, with new passwords at each start: ${logins.map(({ account, password }) => `${account} / ${password}`).join(', ')}`,
    admin: 'look after the call centre',
    adminPassword:
      'give an account another password, read from the terminal or from standard input; logs it out everywhere',
    newPassword: (account: string) => `New password of ${account}: `,
    passwordAgain: 'Once more: ',
    passwordSet: (account: string) => `${account} has the new password, and is logged out everywhere.`,
    backup:
      'write all that is stored into one file, while the server runs or not (uploaded files are in files/ beside it)',
    restore: 'put a backup in the place of what is stored, which is kept beside it; the server must not be running',
    backedUp: (file: string, dataDir: string) =>
      `Backed up into ${file}. Uploaded files are not in it: copy ${dataDir}/files too.`,
    restored: (file: string, kept: string | undefined) =>
      `Restored from ${file}.${kept ? ` What was there before is ${kept}.` : ''} Clients begin anew when the server starts.`,
    usageFault: (detail: string) => `The command is not understood: ${detail}. See ccc-server --help.`,
    badPort: (value: string) => `"${value}" is no port: a whole number from 0 to 65535`,
  },
  zh: {
    description: 'ccc-store 的呼叫中心服务器',
    start: '启动呼叫中心（默认）',
    mock: '启动用于测试的轻量模拟服务器：内存中的真实服务器、模拟微信、按脚本应答的客服',
    mockPort: '监听端口；0 表示由系统分配',
    help: '显示帮助',
    helpCommand: '显示某个命令的帮助',
    version: '显示版本号',
    usage: '用法：',
    options: '选项：',
    commands: '命令：',
    variables: '环境变量：',
    byDefault: '默认',
    listening: (url: string) => `ccc-server 已就绪：${url}`,
    administrator: ({ account, password, sdkAppId, openidSecret }: FirstAdministrator) =>
      `呼叫中心 ${sdkAppId} 的首位管理员：账号 ${account}，密码 ${password}\nopenid 签名密钥（见 docs/protocol.md）：${openidSecret}\n两者都仅显示这一次，请立即保存。`,
    demoLogins: (logins: readonly DemoLogin[]) =>
      `演示客服账号（每次启动密码都会更换）：${logins.map(({ account, password }) => `${account} / ${password}`).join('，')}`,
    admin: '管理呼叫中心',
    adminPassword: '为账号设置新密码（从终端或标准输入读取），并使其全部登录失效',
    newPassword: (account: string) => `${account} 的新密码：`,
    passwordAgain: '再输入一次：',
    passwordSet: (account: string) => `${account} 的密码已更换，全部登录已失效。`,
    backup: '把全部数据写入一个备份文件，服务器运行中也可以（上传的文件在 files/ 目录中，需另行复制）',
    restore: '用备份替换现有数据，原数据保留在旁边；需先停止服务器',
    backedUp: (file: string, dataDir: string) => `已备份到 ${file}。上传的文件不在其中，请一并复制 ${dataDir}/files。`,
    restored: (file: string, kept: string | undefined) =>
      `已从 ${file} 恢复。${kept ? `原数据保留在 ${kept}。` : ''}服务器启动后，客户端会重新载入对话。`,
    usageFault: (detail: string) => `无法识别的命令：${detail}。请查看 ccc-server --help。`,
    badPort: (value: string) => `“${value}” 不是端口号，应为 0 到 65535 的整数`,
  },
} as const satisfies Record<Language, unknown>

export type CliTexts = (typeof CLI_TEXTS)[Language]
