import type { Readable, Writable } from 'node:stream'
import type { Interruption } from '../apply/interruption'

/** The command's surroundings, given from outside so that a test can be the terminal. */
export interface CliIo {
  stdin: Readable & { isTTY?: boolean }
  stdout: Writable & { isTTY?: boolean; columns?: number }
  stderr: Writable & { isTTY?: boolean }
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  /** The system's locale, such as `zh-CN`. */
  locale: string
  /** Another payload than the one that comes with this package. */
  payloadDir?: string
  /** Stops the work when somebody presses Ctrl-C. */
  interruption?: Interruption
}

/** Whether questions can be asked: both ends are a terminal, and this is no build server. */
export function canAsk({ stdin, stdout, env }: CliIo): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && !env.CI
}

/** Whether a stream shows colours: a terminal, and NO_COLOR (https://no-color.org) is not set. */
export function hasColour(stream: { isTTY?: boolean }, env: CliIo['env']): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
}
