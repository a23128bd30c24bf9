import type { Report } from '../commands/report'
import type { Note } from '../plan/plan'
import { printable } from '../printable'
import type { Call } from './command-spec'
import { hasColour } from './io'

/** How a command speaks of what it did. `{root}` is the mini-program. */
export interface Headlines {
  done: string
  wouldDo: string
  nothing: string
}

/** Prints what a command did: as JSON if that was asked for, else in words. */
export function printReport(report: Report, call: Call, headlines: Headlines, more: readonly string[] = []): void {
  const { io, flags } = call
  if (flags.has('json')) {
    io.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    return
  }
  const { texts } = call
  const paint = painter(call)
  const lines: string[] = []
  if (report.recovered === 'forward') lines.push(texts.recoveredForward)
  if (report.recovered === 'back') lines.push(texts.recoveredBack)
  if (report.leftAsFound) lines.push(texts.leftAsFound, ...report.leftAsFound.map((path) => `  ${printable(path)}`))
  lines.push(...describeChoice(report, call))
  const rows: [label: string, code: number, paths: readonly string[]][] = [
    [texts.created, 32, report.created],
    [texts.modified, 33, report.modified],
    [texts.deleted, 31, report.deleted],
  ]
  const files = rows.flatMap(([label, code, paths]) =>
    paths.map((path) => `  ${paint(code, label)}  ${printable(path)}`),
  )
  const notes = report.notes.map((note) => describeNote(note, call))
  const isNothing = files.length === 0
  const headline = isNothing ? headlines.nothing : report.dryRun ? headlines.wouldDo : headlines.done
  const text = headline.replace('{root}', () => printable(report.root))
  lines.push(isNothing ? text : paint(1, text), ...files, ...notes)
  if (report.diff) lines.push('', report.diff.trimEnd())
  if (!isNothing && !report.dryRun && more.length > 0) lines.push('', ...more)
  io.stdout.write(`${lines.join('\n')}\n`)
}

/** Which folder was taken, and why, where a reader may have expected another one. */
function describeChoice({ root, absent, passedOver }: Report, { texts }: Call): string[] {
  const fill = (text: string, details: Readonly<Record<string, string>>) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => printable(details[name] ?? ''))
  return [
    ...(absent ? [fill(texts.rootAbsent, { ...absent, root })] : []),
    ...(passedOver ? [fill(texts.rootPassedOver, { root, others: passedOver.join(', ') })] : []),
  ]
}

/** Paints text on a terminal that shows colours. */
export function painter({ io }: Pick<Call, 'io'>): (code: number, text: string) => string {
  const colour = hasColour(io.stdout, io.env)
  return (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
}

const grave: readonly Note['kind'][] = ['conflict', 'stuck', 'lost', 'incomplete']

function describeNote({ kind, path, beside, missing }: Note, call: Call): string {
  const { texts } = call
  const mark = beside === undefined ? (missing ? `: ${missing.join(', ')}` : '') : ` → ${printable(beside)}`
  const code = grave.includes(kind) ? 31 : 36
  return `  ${painter(call)(code, texts.notes[kind])}  ${printable(path)}${mark}`
}
