import { createCommand } from '../create/create-command'
import type { CommandSpec } from './command-spec'
import { completionCommand } from './commands/completion'
import { configCommand } from './commands/config'
import { doctorCommand } from './commands/doctor'
import { infoCommand } from './commands/info'
import { installCommand } from './commands/install'
import { resetCommand } from './commands/reset'
import { updateCommand } from './commands/update'

/** Every command, in the order in which help and completion list them. */
export const allCommands: readonly CommandSpec[] = [
  installCommand,
  updateCommand,
  resetCommand,
  createCommand,
  configCommand,
  infoCommand,
  doctorCommand,
  completionCommand,
]
