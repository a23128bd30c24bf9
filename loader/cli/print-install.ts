import type { InstallReport } from '../commands/install'
import type { LeftOut } from '../plan/left-out'
import { chatPageOf } from '../plan/placement'
import { printable } from '../printable'
import type { Call } from './command-spec'
import { painter, printReport } from './print-report'

/** Prints what an installation did, what to do next, and what of it a clone or an upload would lack. */
export function printInstall(report: InstallReport, call: Call): void {
  const { texts, flags, io } = call
  const headlines = { done: texts.done, wouldDo: texts.wouldDo, nothing: texts.nothingToDo }
  printReport(report, call, headlines, nextSteps(report, call))
  if (flags.has('json')) return
  for (const lines of [
    leftOutLines(report.notUploaded, texts.notUploaded, texts.notUploadedRemedy, call),
    leftOutLines(report.hidden, texts.hidden, texts.hiddenRemedy, call),
  ]) {
    if (lines.length > 0) io.stdout.write(`\n${lines.join('\n')}\n`)
  }
}

/** What the user does next, in lines: log in, then open the page. */
function nextSteps({ settings, placement, appFile, configFile, notes }: InstallReport, call: Call): string[] {
  const { texts } = call
  const incomplete = notes.find(({ kind }) => kind === 'incomplete')
  const missing = incomplete?.missing ?? []
  const details: Readonly<Record<string, string>> = {
    app: appFile,
    config: configFile,
    file: incomplete?.path ?? placement.loginPath,
    names: missing.join(', '),
    url: settings.serverUrl,
  }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '')
  const first =
    missing.length > 0 ? [fill(texts.completeLogin)] : [fill(texts.login), '', loginCode(placement.loginPath, appFile)]
  return [
    painter(call)(1, texts.next),
    `  1. ${first.join('\n')}`,
    '',
    `  2. ${texts.openPage}`,
    '',
    indent(`wx.navigateTo({ url: '${chatPageOf(placement)}' })`),
    '',
    `  ${fill(texts.changeLater)}`,
    ...(settings.serverUrl.startsWith('https:') ? [] : [`  ${fill(texts.localServer)}`]),
  ]
}

function leftOutLines(leftOut: LeftOut | undefined, what: string, remedy: string, call: Call): string[] {
  if (!leftOut) return []
  const { paths, remedies } = leftOut
  const said = what.replace('{count}', String(paths.length)).replace('{example}', () => printable(paths[0] ?? ''))
  const blocks = remedies.flatMap(({ file, lines }) => [
    `  ${remedy.replace('{file}', () => printable(file))}`,
    '',
    indent(lines.map(printable).join('\n')),
    '',
  ])
  return [painter(call)(33, said), ...blocks.slice(0, -1)]
}

function loginCode(path: string, appFile: string): string {
  const from = `./${path}`
  const load = appFile.endsWith('.ts')
    ? `import { requestLogin } from '${from.replace(/\.js$/, '')}'`
    : `const { requestLogin } = require('${from}')`
  return indent(`${load}

wx.login({
  success: (res) => requestLogin({ jsCode: res.code }).catch(console.error),
})`)
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '     ')
}
