import { resolve } from 'node:path'
import type { ProjectRequest } from '../commands/open-project'
import { LoaderError } from '../errors'
import { askRoot } from './ask'
import type { Call } from './command-spec'
import type { Flags } from './flags'
import { type CliIo, canAsk } from './io'
import { watchedFileSystem } from './progress'

/** What the options that all commands share ask for. */
export function requestOf({ flags, texts, io }: Call): ProjectRequest {
  const mayAsk = !flags.has('yes') && !flags.has('json') && canAsk(io)
  return {
    cwd: folderOf(flags, io),
    dryRun: flags.has('dryRun'),
    files: watchedFileSystem(io, texts.writing),
    interruption: io.interruption,
    ...(mayAsk ? { pickRoot: (folders: readonly string[]) => askRoot(folders, texts, io) } : {}),
  }
}

/** The folder that `--cwd` names. An empty name, such as that of a variable nobody set, is `usage-option-value-missing`. */
export function folderOf(flags: Flags, io: CliIo): string {
  const folder = flags.text('cwd') ?? '.'
  if (folder === '') throw new LoaderError('usage-option-value-missing', { value: '--cwd' })
  return resolve(io.cwd, folder)
}
