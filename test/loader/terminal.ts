import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { type IPty, spawn } from '@lydell/node-pty'
import type { PackedLoader } from './packed-loader'

const open = new Set<IPty>()

/** Ends what still runs, so that a test which waited in vain leaves nothing behind. */
export function closeTerminals(): void {
  for (const pty of open) pty.kill()
  open.clear()
}

/** The packed loader in a real terminal, with a person in front of it. */
export class Terminal {
  readonly #pty: IPty
  readonly #ended: Promise<number>
  #screen = ''
  #hidesCursor = false
  #seen = 0
  #arrived = () => {}

  constructor({ bin }: PackedLoader, args: readonly string[], cwd: string, locale: string, columns = 100) {
    const { CI: _, NO_COLOR: __, ...env } = process.env
    const preload = join(__dirname, 'preload', 'no-network.js')
    this.#pty = spawn(process.execPath, ['--require', preload, bin, ...args], {
      cols: columns,
      rows: 40,
      cwd,
      env: { ...env, LC_ALL: locale, TERM: 'xterm-256color' },
    })
    open.add(this.#pty)
    this.#pty.onData((data) => {
      const [hidden, shown] = ['l', 'h'].map((end) => data.lastIndexOf(`\u001b[?25${end}`))
      if (hidden !== shown) this.#hidesCursor = (hidden ?? -1) > (shown ?? -1)
      this.#screen += stripVTControlCharacters(data)
      this.#arrived()
    })
    this.#ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode }) => {
        open.delete(this.#pty)
        resolve(exitCode)
        this.#arrived()
      })
    })
  }

  /** Everything shown so far, without colours. */
  get screen(): string {
    return this.#screen
  }

  /** Whether the cursor is hidden, which is to be so only while somebody chooses. */
  get hidesCursor(): boolean {
    return this.#hidesCursor
  }

  /** Sends a signal, as another program would. */
  signal(name: NodeJS.Signals): this {
    process.kill(this.#pty.pid, name)
    return this
  }

  /** Waits until the text appears, after what was waited for before. Throws when the command ends without it. */
  async see(text: string): Promise<this> {
    let ended = false
    this.#ended.then(() => {
      ended = true
    })
    for (;;) {
      const at = this.#screen.indexOf(text, this.#seen)
      if (at >= 0) {
        this.#seen = at + text.length
        return this
      }
      if (ended) throw new Error(`"${text}" never appeared:\n${this.#screen}`)
      await new Promise<void>((resolve) => {
        this.#arrived = resolve
      })
    }
  }

  /** Presses keys. */
  press(keys: string): this {
    this.#pty.write(keys)
    return this
  }

  /** The exit code, when the command has ended. */
  end(): Promise<number> {
    return this.#ended
  }
}

export const keys = {
  enter: '\r',
  escape: '\u001b',
  down: '\u001b[B',
  up: '\u001b[A',
  ctrlA: '\u0001',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
  ctrlK: '\u000b',
  ctrlU: '\u0015',
  ctrlW: '\u0017',
} as const
