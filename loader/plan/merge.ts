// its declarations, also for packages that read this one from its sources
/// <reference path="./node-diff3.d.ts" />
import { diff3Merge } from 'node-diff3'
import { withoutCr } from '../hash'

/**
 * Merges what the user and a new version made of the same base, line by line. Returns undefined when both changed the
 * same lines in different ways, or a file is no text. The result has the line endings of the user's file.
 */
export function mergeTexts(base: Buffer, theirs: Buffer, ours: Buffer): Buffer | undefined {
  const [from, mine, next] = [base, theirs, ours].map(textOf)
  if (from === undefined || mine === undefined || next === undefined) return undefined
  const hasCr = isCrLf(theirs)
  const blocks = diff3Merge(linesOf(hasCr ? mine.replaceAll('\r\n', '\n') : mine), linesOf(from), linesOf(next), {
    excludeFalseConflicts: true,
  })
  const merged: string[] = []
  for (const block of blocks) {
    if (block.ok === undefined) return undefined
    merged.push(...block.ok)
  }
  const text = merged.join('\n')
  return Buffer.from(hasCr ? text.replaceAll('\n', '\r\n') : text)
}

/** Whether two files say the same, whatever a checkout made of their line endings. */
export function saysTheSame(one: Buffer, other: Buffer): boolean {
  return withoutCr(one).equals(withoutCr(other))
}

/** The bytes with the line endings of another file, if all of those are CRLF, as a checkout may make them. */
export function withEolOf(like: Buffer, bytes: Buffer): Buffer {
  return isCrLf(like) && textOf(bytes) !== undefined
    ? Buffer.from(withoutCr(bytes).toString('utf8').replaceAll('\n', '\r\n'))
    : bytes
}

function isCrLf(bytes: Buffer): boolean {
  return bytes.includes('\r\n') && !/(^|[^\r])\n/.test(bytes.toString('utf8'))
}

function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes) ? text : undefined
}

function linesOf(text: string): string[] {
  return text.split('\n')
}
