import { changeConfig, parseSetting, parseSettingKey, readConfig } from '../../commands/config'
import { type ExitCode, LoaderError } from '../../errors'
import { settingKeys } from '../../plan/config-values'
import type { Call, CommandSpec } from '../command-spec'
import { commonOptions } from '../common-options'
import { printReport } from '../print-report'
import { requestOf } from '../request-of'

export const configCommand: CommandSpec = {
  name: 'config',
  text: {
    zh: '查看或修改 ccc-config.js 里的设置，其余内容不动',
    en: 'read or change the settings in ccc-config.js, and nothing around them',
  },
  args: [
    { flags: '<action>', values: ['get', 'set'], text: { zh: 'get 查看，set 修改', en: 'get or set' } },
    {
      flags: '[key]',
      values: settingKeys,
      text: {
        zh: 'sdkAppId、ivrId 或 serverUrl；get 时可省略',
        en: 'sdkAppId, ivrId or serverUrl; get shows all without it',
      },
    },
    { flags: '[value]', text: { zh: '新的值', en: 'the new value' } },
  ],
  options: [commonOptions.cwd, commonOptions.dryRun, commonOptions.diff, commonOptions.json, commonOptions.yes],
  examples: [
    ['ccc-store config get', { zh: '列出全部设置', en: 'lists all settings' }],
    [
      'ccc-store config set serverUrl https://cc.example.com',
      { zh: '发布前换成正式地址', en: 'sets the address before a release' },
    ],
  ],
  async run(call) {
    const [action = '', key, value] = call.args
    if (action === 'get') return get(call, key)
    if (action !== 'set') throw new LoaderError('config-action-unknown', { value: action })
    if (key === undefined) throw new LoaderError('usage-argument-missing', { value: 'key' })
    const known = parseSettingKey(key)
    if (value === undefined) throw new LoaderError('usage-argument-missing', { value: 'value' })
    return set(call, parseSetting(known, value))
  },
}

async function get(call: Call, key: string | undefined): Promise<ExitCode | undefined> {
  const known = key === undefined ? undefined : parseSettingKey(key)
  const values = await readConfig({ ...requestOf(call), key: known })
  const { io, flags } = call
  if (flags.has('json')) io.stdout.write(`${JSON.stringify(known ? (values[known] ?? null) : values, null, 2)}\n`)
  else if (known) io.stdout.write(`${values[known] ?? ''}\n`)
  else for (const each of settingKeys) io.stdout.write(`${each}=${values[each] ?? ''}\n`)
  return undefined
}

async function set(call: Call, settings: Parameters<typeof changeConfig>[0]['settings']): Promise<undefined> {
  const { texts, flags } = call
  const report = await changeConfig({ ...requestOf(call), settings, diff: flags.has('diff') })
  printReport(report, call, { done: texts.configured, wouldDo: texts.wouldDo, nothing: texts.configuredAlready })
}
