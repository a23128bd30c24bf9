import { differenceOf } from './config-values'
import type { Placement } from './placement'

/** Cuts `removed` out of a file at a byte offset and puts `inserted` in its place. */
export interface Splice {
  /** In bytes from the start of the file. */
  offset: number
  removed: string
  inserted: string
}

/**
 * One change to one file. `expect` is the SHA-256 of what must still be there when the change is made;
 * a created file expects nothing to be there.
 */
export type Change =
  | { kind: 'create'; path: string; bytes: Buffer }
  | { kind: 'replace'; path: string; expect: string; bytes: Buffer }
  | { kind: 'splice'; path: string; expect: string; splice: Splice }
  | { kind: 'delete'; path: string; expect: string }

/**
 * Something the reader has to know about a file besides its change:
 * - `kept`: the user edited it since it was installed, so it stays as it is;
 * - `skipped`: it was there before and is not ours, so it stays and ours is not written;
 * - `overwritten`: it was there before and is not ours; it comes back with `reset`;
 * - `merged`: the user's edits and the new version both went in;
 * - `conflict`: the user's edits and the new version contradict each other; ours stands in `beside`;
 * - `unowned`: what we would have inserted is there already, but not as we write it, so `reset` leaves it there;
 * - `lost`: what stood in its place before is not in the archive any more, so `reset` cannot bring it back;
 * - `incomplete`: it is the user's, and does not have all that the chat calls: what is missing is in `missing`;
 * - `stuck`: what was inserted into it cannot be told from the user's own text any more and has to be taken out by hand.
 */
export interface Note {
  kind: 'kept' | 'skipped' | 'overwritten' | 'merged' | 'conflict' | 'stuck' | 'unowned' | 'lost' | 'incomplete'
  path: string
  /** The file that was written beside it. */
  beside?: string
  /** The functions that an incomplete file should have and does not name. */
  missing?: readonly string[]
}

/** All that a command is going to do to a mini-program. A plan without changes does nothing. */
export interface Plan {
  /** Where the installation is, before and after: nothing else may be named below. */
  placements: readonly Placement[]
  /** Folders to create, the upper ones first. */
  folders: readonly string[]
  /** Folders of ours to remove if they are empty afterwards, the lower ones first. */
  removeFolders: readonly string[]
  /** In the order in which they are made; paths are relative to the mini-program root, with forward slashes. */
  changes: readonly Change[]
  notes: readonly Note[]
}

/** What a splice makes of the bytes of a file. Throws when they do not have `removed` at the offset. */
export function applySplice(bytes: Buffer, { offset, removed, inserted }: Splice): Buffer {
  const end = offset + Buffer.byteLength(removed)
  if (bytes.toString('utf8', offset, end) !== removed) throw new Error('a splice does not fit its file')
  return Buffer.concat([bytes.subarray(0, offset), Buffer.from(inserted), bytes.subarray(end)])
}

/** The smallest splice, in whole characters, that turns one text into another. */
export function spliceBetween(before: string, after: string): Splice {
  const { offset, removed, inserted } = differenceOf(before, after)
  return { offset: Buffer.byteLength(before.slice(0, offset)), removed, inserted }
}
