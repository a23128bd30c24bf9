import { type Info, runInfo } from '../../commands/info'
import type { Language } from '../../language'
import { printable } from '../../printable'
import type { CommandSpec } from '../command-spec'
import { commonOptions } from '../common-options'
import { startProgress } from '../progress'
import { requestOf } from '../request-of'

export const infoCommand: CommandSpec = {
  name: 'info',
  text: {
    zh: '显示找到了什么：目录、语言、框架、分包与大小、版本',
    en: 'show what was found: root, language, packages, sizes, versions',
  },
  options: [commonOptions.cwd, commonOptions.json, commonOptions.yes],
  examples: [['ccc-store info --json', { zh: '交给脚本', en: 'for scripts' }]],
  async run(call) {
    const { flags, texts, io, language } = call
    const progress = startProgress(io, texts.checking)
    const info = await runInfo({ ...requestOf(call), tick: progress.tick }).finally(progress.end)
    io.stdout.write(flags.has('json') ? `${JSON.stringify(info, null, 2)}\n` : describe(info, language))
    return undefined
  },
}

/** Words of the rows, in Chinese and in English. */
const labels = {
  root: ['小程序目录', 'root'],
  language: ['语言', 'language'],
  style: ['样式', 'styles'],
  framework: ['组件框架', 'component framework'],
  renderer: ['渲染', 'renderer'],
  lazy: ['按需注入', 'lazy code loading'],
  library: ['基础库', 'base library'],
  main: ['主包', 'main package'],
  sub: ['分包', 'subpackage'],
  tool: ['ccc-store', 'ccc-store'],
  installed: ['已装载', 'installed'],
  absent: ['没有 app.json 的配置目录', 'named root without an app.json'],
  others: ['没有采用的小程序', 'other mini-programs'],
  hidden: ['被 git 忽略', 'ignored by git'],
  notUploaded: ['被 packOptions 排除', 'left out by packOptions'],
  none: ['没有装载', 'not installed'],
  uncompressed: ['上传时再压缩', 'before WeChat compresses it'],
} as const

function describe(info: Info, language: Language): string {
  const { installed } = info
  const say = (text: keyof typeof labels) => labels[text][language === 'zh' ? 0 : 1]
  const sizeOf = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB (${say('uncompressed')})`
  const rows: [label: string, value: string][] = [
    [say('root'), info.root],
    [say('language'), info.language === 'ts' ? 'TypeScript' : 'JavaScript'],
    [say('style'), info.style],
    [say('framework'), info.componentFramework],
    [say('renderer'), info.renderer],
    [say('lazy'), info.lazyCodeLoading ? 'requiredComponents' : '-'],
    [say('library'), info.libVersion ?? '-'],
    ...info.packages.map(({ root, bytes }): [string, string] => [
      root === '' ? say('main') : `${say('sub')} ${root}`,
      sizeOf(bytes),
    ]),
    [say('tool'), info.version],
    [say('installed'), installed ? `${installed.version} (${installed.placement.subpackage}/)` : say('none')],
    [say('absent'), info.absent ? `${info.absent.value} (${info.absent.key})` : ''],
    [say('others'), info.passedOver.join(', ')],
    [say('hidden'), someOf(info.hidden?.paths ?? [])],
    [say('notUploaded'), someOf(info.notUploaded?.paths ?? [])],
  ]
  // Some rows are there only when there is something to say.
  const said = rows.filter(([, value]) => value !== '')
  return said.map(([label, value]) => `${label}: ${printable(value)}\n`).join('')
}

/** The first of many names, and how many there are. */
function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} … (${names.length})` : shown
}
