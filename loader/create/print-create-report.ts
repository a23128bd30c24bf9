import { type CliIo, hasColour } from '../cli/io'
import type { CreateReport } from './create-project'
import type { CreateTexts } from './texts'

const languages = { ts: 'TypeScript', js: 'JavaScript' } as const

/** Prints what `create` made and what to do next; that there is no repository goes to the errors. */
export function printCreateReport(report: CreateReport, texts: CreateTexts, io: CliIo): void {
  const bold = (text: string) => (hasColour(io.stdout, io.env) ? `\u001b[1m${text}\u001b[0m` : text)
  const headline = report.dryRun ? texts.wouldDo : texts.done
  const done = headline.replace('{folder}', () => report.folder).replace('{language}', languages[report.language])
  const counts = texts.counts
    .replace('{starter}', String(report.files.length))
    .replace('{installed}', String(report.installed.length))
  const steps = report.language === 'ts' ? [...texts.steps, texts.checkTypes] : texts.steps
  if (report.dryRun) {
    const files = [...report.files, ...report.installed].sort().map((path) => `  ${path}`)
    io.stdout.write(`${[bold(done), `  ${counts}`, ...files].join('\n')}\n`)
    return
  }
  const lines = [
    bold(done),
    `  ${counts}`,
    ...(report.git?.kind === 'done' ? [`  ${texts.gitDone}`] : []),
    '',
    bold(texts.next),
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
  ]
  io.stdout.write(`${lines.join('\n')}\n`)
  if (report.git?.kind === 'missing') io.stderr.write(`${texts.gitMissing}\n`)
  if (report.git?.kind === 'failed') io.stderr.write(`${texts.gitFailed.replace('{reason}', report.git.reason)}\n`)
}
