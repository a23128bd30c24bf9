import type { InstallReport } from '../commands/install'
import { type CliIo, hasColour } from './io'
import type { Texts } from './texts'

const openPage = "wx.navigateTo({ url: '/ccc/pages/chat/index' })"

const login = `const { requestLogin } = require('./utils/login.js')

wx.login({
  success: (res) => requestLogin({ jsCode: res.code }).catch(console.error),
})`

/** Prints what an installation did and what to do next. */
export function printReport(report: InstallReport, texts: Texts, io: CliIo): void {
  const colour = hasColour(io.stdout, io.env)
  const paint = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
  const rows: [label: string, code: number, paths: readonly string[]][] = [
    [texts.created, 32, report.created],
    [texts.modified, 33, report.modified],
    [texts.deleted, 31, report.deleted],
    [texts.kept, 36, report.kept],
  ]
  const files = rows.flatMap(([label, code, paths]) => paths.map((path) => `  ${paint(code, label)}  ${path}`))
  const changes = report.created.length + report.modified.length + report.deleted.length
  const lines: string[] = []
  if (report.recovered === 'forward') lines.push(texts.recoveredForward)
  if (report.recovered === 'back') lines.push(texts.recoveredBack)
  if (changes === 0) lines.push(texts.nothingToDo, ...files)
  else {
    const headline = (report.dryRun ? texts.wouldDo : texts.done).replace('{root}', () => report.root)
    lines.push(paint(1, headline), ...files)
    if (!report.dryRun) lines.push('', ...nextSteps(report, texts, paint))
  }
  io.stdout.write(`${lines.join('\n')}\n`)
}

function nextSteps(report: InstallReport, texts: Texts, paint: (code: number, text: string) => string): string[] {
  const { serverUrl } = report.settings
  const lines = [
    paint(1, texts.next),
    `  1. ${texts.login}`,
    '',
    indent(login),
    '',
    `  2. ${texts.openPage}`,
    '',
    indent(openPage),
    '',
    `  ${texts.changeLater.replace('{file}', 'ccc-config.js')}`,
  ]
  if (!serverUrl.startsWith('https:')) lines.push(`  ${texts.localServer.replace('{url}', () => serverUrl)}`)
  return lines
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '     ')
}
