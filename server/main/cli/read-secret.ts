import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/**
 * Reads one line of standard input. At a terminal it is asked for, and what is typed is not shown; a secret is never an
 * argument, which the history of the shell and the list of processes would show.
 */
export async function readSecret(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal })
  if (isTerminal) process.stderr.write(question)
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
    if (isTerminal) process.stderr.write('\n')
  }
}
