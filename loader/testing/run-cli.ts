import { PassThrough, Writable } from 'node:stream'
import type { CliIo } from '../cli/io'
import { main } from '../cli/main'

export interface CliOptions {
  tty?: boolean
  env?: Record<string, string>
  cwd?: string
  locale?: string
  payloadDir?: string
  /** What somebody types when a text appears. */
  typed?: { at: string; keys: string }[]
}

/** Runs the command in a terminal, or what stands in for one, that remembers what was written. */
export async function runCli(argv: string[], options: CliOptions = {}) {
  const { tty = false, env = {}, cwd = '/', locale = 'en-US', typed = [], payloadDir } = options
  const waiting = [...typed]
  const stdin = Object.assign(new PassThrough(), { isTTY: tty, setRawMode: () => {} })
  const collect = (onText: (text: string) => void) => {
    const chunks: string[] = []
    const stream = new Writable({
      write(chunk, _encoding, done) {
        chunks.push(String(chunk))
        onText(String(chunk))
        done()
      },
    })
    return { stream: Object.assign(stream, { isTTY: tty }), text: () => chunks.join('') }
  }
  // Types the next answer when its question appears, as a person would.
  const out = collect((text) => {
    const next = waiting[0]
    if (next && text.includes(next.at)) {
      waiting.shift()
      setImmediate(() => stdin.write(next.keys))
    }
  })
  const err = collect(() => {})
  const io: CliIo = { stdin, stdout: out.stream, stderr: err.stream, env, cwd, locale }
  const code = await main(argv, payloadDir === undefined ? io : { ...io, payloadDir })
  return { code, out: out.text(), err: err.text() }
}
