import { type Content, type CustomerCommand, MAX_VOICE_SECONDS, type WireError } from '@ccc-store/core/protocol'
import { isObject } from '../login/is-object'
import type { LocalFile } from '../platform/local-file'

/** A command that the log does not show yet. */
export interface Pending {
  /** the `fileId` of a file is empty until it is uploaded */
  command: CustomerCommand
  /** when it was given, on this phone's clock, in milliseconds */
  at: number
  /** `uploading`: its file is on the way; `sent`: acknowledged, its entry is still on the way */
  status: 'sending' | 'uploading' | 'sent' | 'failed'
  /** 0–100 while uploading */
  progress?: number
  /** what is sent, as it lies on this phone */
  file?: LocalFile
  /** why it was refused */
  error?: WireError
  /** of the entry that was acknowledged */
  seq?: number
}

const STATUSES: readonly unknown[] = ['sending', 'uploading', 'sent', 'failed']

/** What a customer took pains to write survives a restart of the mini-program; what only held for the moment does not. */
export const outlivesRestart = ({ command: { t }, status, file }: Pending): boolean =>
  // the copy of a sent file is given back when its entry is here, and not before
  (status !== 'sent' || file !== undefined) && (t === 'send' || t === 'rate' || t === 'leaveMessage')

/** Storage outlives versions of this code, so what is read from it is checked. */
export function isPending(value: unknown): value is Pending {
  if (!isObject(value)) return false
  const { command, at, status, file } = value
  if (!isObject(command) || typeof command.id !== 'string' || typeof at !== 'number') return false
  const { t, content } = command
  const isWhole = t === 'send' ? isObject(content) && isContent(content) : t === 'rate' || t === 'leaveMessage'
  const hasFile = isObject(file) && typeof file.path === 'string' && typeof file.kind === 'string'
  return isWhole && STATUSES.includes(status) && (hasFile || (file === undefined && status !== 'uploading'))
}

const isContent = ({ kind, text }: Record<string, unknown>): boolean =>
  typeof kind === 'string' && (kind !== 'text' || typeof text === 'string')

/** What a file is sent as; `fileId` is empty until it is uploaded. Sizes are brought into the bounds of the protocol. */
export function contentOf(file: LocalFile, fileId: string): Content {
  const { kind } = file
  const pixels = { width: whole(file.width, 100_000), height: whole(file.height, 100_000) }
  switch (kind) {
    case 'image':
      return { kind, fileId, ...pixels }
    case 'voice':
      return { kind, fileId, seconds: whole(file.seconds, MAX_VOICE_SECONDS) }
    case 'video':
      return { kind, fileId, seconds: whole(file.seconds, 86_400), ...pixels }
    case 'file':
      return { kind, fileId }
  }
}

const whole = (value = 1, most: number): number => Math.min(most, Math.max(1, Math.round(value)))
