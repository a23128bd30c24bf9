import { createInterface } from 'node:readline'
import { LoaderError } from '../errors'
import type { CliIo } from './io'

/** How long a lone Escape waits to be told from the beginning of a sequence. */
const ESCAPE_MS = 50

/**
 * Reads a line from a terminal, with the keys that shells have for editing one (Node's own readline). `complain` says what
 * is wrong with an answer: then the line is empty again, and the arrow up brings the answer back. Ctrl-C and a signal are `interrupted`, Escape and
 * Ctrl-D are `cancelled`; the cursor is then on a line of its own.
 */
export function readLine(
  prompt: string,
  complain: (answer: string) => string | undefined,
  { stdin, stdout, interruption }: CliIo,
): Promise<string> {
  const terminal = createInterface({
    input: stdin,
    output: stdout,
    terminal: true,
    escapeCodeTimeout: ESCAPE_MS,
  })
  return new Promise((resolve, reject) => {
    let isOver = false
    const end = (then: () => void) => {
      if (isOver) return
      isOver = true
      stdin.removeListener('keypress', watch)
      forget?.()
      terminal.close()
      then()
    }
    const stop = (code: 'interrupted' | 'cancelled') =>
      end(() => {
        stdout.write('\n')
        reject(new LoaderError(code))
      })
    const watch = (_: unknown, key: { name?: string }) => {
      if (key.name === 'escape') stop('cancelled')
    }
    const forget = interruption?.whenRequested(() => stop('interrupted'))
    stdin.on('keypress', watch)
    terminal.on('SIGINT', () => stop('interrupted'))
    terminal.on('close', () => stop('cancelled'))
    terminal.on('line', (answer) => {
      const complaint = complain(answer)
      if (complaint === undefined) return end(() => resolve(answer))
      stdout.write(`${complaint}\n`)
      terminal.prompt()
    })
    terminal.setPrompt(prompt)
    terminal.prompt()
  })
}
