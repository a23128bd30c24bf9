import { runInstall } from '../../commands/install'
import { LoaderError } from '../../errors'
import { defaultPlacement, parseLoginPath, parseSubpackage } from '../../plan/placement'
import { parseIvrId, parseSdkAppId, parseServerUrl, type Settings } from '../../settings'
import { ask, askEntry } from '../ask'
import type { CommandSpec, OptionSpec } from '../command-spec'
import { commonOptions } from '../common-options'
import { conflictOption, policyIn } from '../conflict-option'
import type { Flags } from '../flags'
import { canAsk } from '../io'
import { printInstall } from '../print-install'
import { requestOf } from '../request-of'

/** The options that say which call centre it is; `create` takes them too. */
export const settingOptions: readonly OptionSpec[] = [
  {
    flags: '--sdk-app-id <id>',
    text: { zh: '呼叫中心实例的 SDKAppID，正整数', en: 'SDKAppID of your call centre, a positive whole number' },
  },
  {
    flags: '--ivr-id <id>',
    text: {
      zh: '会话服务流 ID，1 到 64 个字母、数字、_ 或 -',
      en: 'id of the service flow, 1 to 64 letters, digits, _ or -',
    },
  },
  {
    flags: '--server-url <url>',
    text: {
      zh: '呼叫中心地址，默认 http://127.0.0.1:7788',
      en: 'where your call centre answers (default: http://127.0.0.1:7788)',
    },
  },
]

export const installCommand: CommandSpec = {
  name: 'install',
  text: {
    zh: '把客服装进当前目录的小程序：要么全部完成，要么一个字节都不动',
    en: 'install customer service into the mini-program here, wholly or not at all',
  },
  options: [
    ...settingOptions,
    {
      flags: '--entry <page>',
      text: {
        zh: '在这个页面放一个悬浮的客服入口，例如 pages/home/index；不要则写 none（--yes 时的默认值）',
        en: 'page that gets a floating button, such as pages/home/index, or none (the default with --yes)',
      },
    },
    {
      flags: '--transport <socket|tencent>',
      values: ['socket', 'tencent'],
      text: { zh: '消息通道，默认 socket', en: 'how messages travel (default: socket)' },
    },
    {
      flags: '--subpackage <root>',
      text: { zh: '客服分包的目录，默认 ccc', en: 'root of the subpackage (default: ccc)' },
    },
    {
      flags: '--login-path <file>',
      text: { zh: '登录脚本的位置，默认 utils/login.js', en: 'where the login script goes (default: utils/login.js)' },
    },
    conflictOption,
    commonOptions.cwd,
    commonOptions.dryRun,
    commonOptions.diff,
    commonOptions.json,
    commonOptions.yes,
  ],
  examples: [
    [
      'ccc-store install',
      { zh: '在小程序目录里运行，按提示回答', en: 'in the folder of a mini-program; asks for what it needs' },
    ],
    [
      'ccc-store install --sdk-app-id 1400000001 --ivr-id flow_demo --yes',
      { zh: '不提问，适合脚本', en: 'asks nothing, for scripts' },
    ],
    [
      'ccc-store install --cwd ../shop --dry-run --diff',
      { zh: '先看看会改动什么', en: 'shows first what would change' },
    ],
    [
      'ccc-store install --entry pages/home/index',
      { zh: '首页上放一个客服入口', en: 'with a button on the home page' },
    ],
  ],
  async run(call) {
    const { flags, language, texts, io } = call
    const transport = attempt(parseTransport, flags.text('transport'))
    const subpackage = attempt(parseSubpackage, flags.text('subpackage'))
    const given = givenSettings(flags)
    // What is asked would stand among the JSON.
    const mayAsk = !flags.has('yes') && !flags.has('json')
    const report = await runInstall({
      ...requestOf(call),
      given,
      complete: (known) => ask(known, mayAsk, language, texts, io),
      subpackage,
      loginPath: attempt(
        (text) => parseLoginPath(text, subpackage ?? defaultPlacement.subpackage),
        flags.text('loginPath'),
      ),
      entry: flags.text('entry')?.trim(),
      chooseEntry: mayAsk && canAsk(io) ? (pages) => askEntry(pages, texts, io) : undefined,
      transport,
      onConflict: policyIn(flags),
      diff: flags.has('diff'),
      payloadDir: io.payloadDir,
    })
    printInstall(report, call)
    return undefined
  },
}

/** The settings among the options. Throws what their parsers throw. */
export function givenSettings(flags: Flags): Partial<Settings> {
  const sdkAppId = attempt(parseSdkAppId, flags.text('sdkAppId'))
  const ivrId = attempt(parseIvrId, flags.text('ivrId'))
  const serverUrl = attempt(parseServerUrl, flags.text('serverUrl'))
  return {
    ...(sdkAppId === undefined ? {} : { sdkAppId }),
    ...(ivrId === undefined ? {} : { ivrId }),
    ...(serverUrl === undefined ? {} : { serverUrl }),
  }
}

function attempt<Value>(parse: (text: string) => Value, text: string | undefined): Value | undefined {
  return text === undefined ? undefined : parse(text)
}

function parseTransport(text: string): 'socket' | 'tencent' {
  if (text === 'socket' || text === 'tencent') return text
  throw new LoaderError('transport-invalid', { value: text })
}
