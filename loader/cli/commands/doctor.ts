import { runDoctor } from '../../commands/doctor'
import type { Finding, Severity } from '../../doctor/finding'
import { printable } from '../../printable'
import type { Call, CommandSpec } from '../command-spec'
import { commonOptions } from '../common-options'
import { painter } from '../print-report'
import { startProgress } from '../progress'
import { requestOf } from '../request-of'

export const doctorCommand: CommandSpec = {
  name: 'doctor',
  text: { zh: '检查哪里不对，以及怎么改；不写入任何文件', en: 'say what is wrong and how to mend it; writes nothing' },
  options: [
    commonOptions.cwd,
    {
      flags: '--offline',
      text: { zh: '不连接呼叫中心', en: 'do not ask the call centre' },
    },
    commonOptions.json,
    commonOptions.yes,
  ],
  examples: [
    ['ccc-store doctor', { zh: '有严重问题时退出码为 4', en: 'ends with code 4 when something is seriously wrong' }],
    ['ccc-store doctor --offline --json', { zh: '在构建服务器上', en: 'on a build server' }],
  ],
  async run(call) {
    const { flags, texts, io } = call
    const progress = startProgress(io, texts.checking)
    const { tick, end } = progress
    const diagnosis = await runDoctor({ ...requestOf(call), offline: flags.has('offline'), tick }).finally(end)
    if (flags.has('json')) io.stdout.write(`${JSON.stringify(diagnosis, null, 2)}\n`)
    else io.stdout.write(diagnosis.findings.map((each) => describe(each, call)).join(''))
    return diagnosis.exitCode
  },
}

const marks: Readonly<Record<Severity, readonly [code: number, mark: string]>> = {
  error: [31, '✗'],
  warning: [33, '!'],
  info: [36, 'i'],
}

function describe({ severity, fix, list, ...texts }: Finding, call: Call): string {
  const { language } = call
  const [code, mark] = marks[severity]
  const lines = [
    `${painter(call)(code, mark)} ${printable(texts[language])}`,
    ...(list ?? []).map((item) => `    ${printable(item)}`),
  ]
  if (fix[language] !== '') lines.push(`  → ${fix[language]}`)
  return `${lines.join('\n')}\n`
}
