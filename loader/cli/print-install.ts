import type { InstallReport } from '../commands/install'
import { CONFIG_PATH, chatPageOf } from '../plan/placement'
import type { Call } from './command-spec'
import { painter, printReport } from './print-report'

/** Prints what an installation did and what to do next. */
export function printInstall(report: InstallReport, call: Call): void {
  const { texts } = call
  const headlines = { done: texts.done, wouldDo: texts.wouldDo, nothing: texts.nothingToDo }
  printReport(report, call, headlines, nextSteps(report, call, missingIn(report)))
}

/** What the user does next, in lines: log in, open the page. */
export function nextSteps(
  { settings, placement }: Pick<InstallReport, 'settings' | 'placement'>,
  call: Call,
  missing: readonly string[] = [],
): string[] {
  const { texts } = call
  const fill = (text: string) =>
    text.replace('{file}', () => placement.loginPath).replace('{names}', () => missing.join(', '))
  const lines = [
    painter(call)(1, texts.next),
    ...(missing.length > 0
      ? [`  1. ${fill(texts.completeLogin)}`, '']
      : [`  1. ${texts.login}`, '', indent(loginCode(placement.loginPath)), '']),
    `  2. ${texts.openPage}`,
    '',
    indent(`wx.navigateTo({ url: '${chatPageOf(placement)}' })`),
    '',
    `  ${texts.changeLater.replace('{file}', CONFIG_PATH)}`,
  ]
  if (!settings.serverUrl.startsWith('https:')) {
    lines.push(`  ${texts.localServer.replace('{url}', () => settings.serverUrl)}`)
  }
  return lines
}

function missingIn({ notes }: InstallReport): readonly string[] {
  return notes.find(({ kind }) => kind === 'incomplete')?.missing ?? []
}

function loginCode(path: string): string {
  return `const { requestLogin } = require('./${path}')

wx.login({
  success: (res) => requestLogin({ jsCode: res.code }).catch(console.error),
})`
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '     ')
}
