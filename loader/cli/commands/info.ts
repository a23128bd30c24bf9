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

const labels: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    '小程序目录',
    '语言',
    '样式',
    '组件框架',
    '渲染',
    '按需注入',
    '基础库',
    '主包',
    '分包',
    'ccc-store',
    '已装载',
    '没有装载',
    '被 git 忽略',
    '没有 app.json 的配置目录',
    '没有采用的小程序',
  ],
  en: [
    'root',
    'language',
    'styles',
    'component framework',
    'renderer',
    'lazy code loading',
    'base library',
    'main package',
    'subpackage',
    'ccc-store',
    'installed',
    'not installed',
    'ignored by git',
    'named root without an app.json',
    'other mini-programs',
  ],
}

function describe(info: Info, language: Language): string {
  const [
    root,
    lang,
    style,
    framework,
    renderer,
    lazy,
    library,
    main,
    sub,
    tool,
    installed,
    none,
    hidden,
    absent,
    others,
  ] = labels[language]
  const rows: [string | undefined, string][] = [
    [root, info.root],
    [lang, info.language === 'ts' ? 'TypeScript' : 'JavaScript'],
    [style, info.style],
    [framework, info.componentFramework],
    [renderer, info.renderer],
    [lazy, info.lazyCodeLoading ? 'requiredComponents' : '-'],
    [library, info.libVersion ?? '-'],
    ...info.packages.map(({ root: folder, bytes }): [string | undefined, string] => [
      folder === '' ? main : `${sub} ${folder}`,
      `${(bytes / 1024).toFixed(1)} KB`,
    ]),
    [tool, info.version],
    [installed, info.installed ? `${info.installed.version} (${info.installed.placement.subpackage}/)` : (none ?? '')],
    ...rowOf(absent, info.absent && `${info.absent.value} (${info.absent.key})`),
    ...rowOf(others, info.passedOver.join(', ')),
    ...rowOf(hidden, info.hidden && someOf(info.hidden.paths)),
  ]
  return rows.map(([label, value]) => `${label}: ${printable(value)}\n`).join('')
}

/** A row, where there is something to say. */
function rowOf(label: string | undefined, value: string | null | undefined): [string | undefined, string][] {
  return value ? [[label, value]] : []
}

/** The first of many names, and how many there are. */
function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} … (${names.length})` : shown
}
