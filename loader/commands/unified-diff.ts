// its declarations, also for packages that read this one from its sources
/// <reference path="../plan/node-diff3.d.ts" />
import { diffPatch } from 'node-diff3'
import { applySplice, type Change, type Plan } from '../plan/plan'
import type { ProjectFiles } from '../project/project-files'

const CONTEXT = 3

/** A plan as a unified diff, with the names `git apply` expects; binary files are named only. */
export function diffOf(plan: Plan, project: ProjectFiles): string {
  return plan.changes.map((change) => diffOfChange(change, project)).join('')
}

function diffOfChange(change: Change, project: ProjectFiles): string {
  const name = project.name(change.path)
  const before = change.kind === 'create' ? undefined : (project.bytes(change.path) ?? Buffer.alloc(0))
  const after = bytesAfter(change, before)
  const from = before ? `a/${name}` : '/dev/null'
  const to = after ? `b/${name}` : '/dev/null'
  const texts = [before, after].map((bytes) => (bytes ? textOf(bytes) : ''))
  const [old, now] = texts
  if (old === undefined || now === undefined) return `Binary files ${from} and ${to} differ\n`
  return `--- ${from}\n+++ ${to}\n${hunksOf(linesOf(old), linesOf(now))}`
}

function bytesAfter(change: Change, before: Buffer | undefined): Buffer | undefined {
  if (change.kind === 'delete') return undefined
  return change.kind === 'splice' ? applySplice(before ?? Buffer.alloc(0), change.splice) : change.bytes
}

function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8')
  return bytes.includes(0) || !Buffer.from(text).equals(bytes) ? undefined : text
}

/** Lines with their line breaks, so that a change of line ending shows. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

interface Edit {
  oldStart: number
  oldLines: readonly string[]
  newStart: number
  newLines: readonly string[]
}

function hunksOf(before: string[], after: string[]): string {
  const edits = editsOf(before, after)
  const groups: Edit[][] = []
  for (const edit of edits) {
    const last = groups.at(-1)
    const previous = last?.at(-1)
    const isNear = previous && edit.oldStart - (previous.oldStart + previous.oldLines.length) <= CONTEXT * 2
    if (last && isNear) last.push(edit)
    else groups.push([edit])
  }
  return groups.map((group) => hunkOf(group, before)).join('')
}

function editsOf(before: string[], after: string[]): Edit[] {
  if (before.length === 0 || after.length === 0) {
    return before.length === after.length ? [] : [{ oldStart: 0, oldLines: before, newStart: 0, newLines: after }]
  }
  return diffPatch(before, after).map(({ buffer1, buffer2 }) => ({
    oldStart: buffer1.offset,
    oldLines: buffer1.chunk,
    newStart: buffer2.offset,
    newLines: buffer2.chunk,
  }))
}

function hunkOf(edits: readonly Edit[], before: readonly string[]): string {
  const [first, last] = [edits.at(0), edits.at(-1)]
  if (!first || !last) return ''
  const start = Math.max(0, first.oldStart - CONTEXT)
  const end = Math.min(before.length, last.oldStart + last.oldLines.length + CONTEXT)
  const lines: string[] = []
  let at = start
  for (const edit of edits) {
    lines.push(...before.slice(at, edit.oldStart).map(line(' ')))
    lines.push(...edit.oldLines.map(line('-')), ...edit.newLines.map(line('+')))
    at = edit.oldStart + edit.oldLines.length
  }
  lines.push(...before.slice(at, end).map(line(' ')))
  const removed = edits.reduce((sum, { oldLines }) => sum + oldLines.length, 0)
  const added = edits.reduce((sum, { newLines }) => sum + newLines.length, 0)
  const oldLength = end - start
  const newStart = first.newStart - (first.oldStart - start)
  const range = (from: number, length: number) => `${length === 0 ? from : from + 1},${length}`
  return `@@ -${range(start, oldLength)} +${range(newStart, oldLength - removed + added)} @@\n${lines.join('')}`
}

function line(sign: string): (text: string) => string {
  return (text) => `${sign}${text}${text.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`
}
