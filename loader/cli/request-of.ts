import { resolve } from 'node:path'
import type { ProjectRequest } from '../commands/open-project'
import { askRoot } from './ask'
import type { Call } from './command-spec'
import { canAsk } from './io'
import { watchedFileSystem } from './progress'

/** What the options that all commands share ask for. */
export function requestOf({ flags, texts, io }: Call): ProjectRequest {
  const mayAsk = !flags.has('yes') && !flags.has('json') && canAsk(io)
  return {
    cwd: resolve(io.cwd, flags.text('cwd') ?? '.'),
    dryRun: flags.has('dryRun'),
    files: watchedFileSystem(io, texts.writing),
    ...(mayAsk ? { pickRoot: (folders: readonly string[]) => askRoot(folders, texts, io) } : {}),
  }
}
