import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const RUN_TS = join(__dirname, '..', '..', '..', 'scripts', 'run-ts.js')

/** A file of this folder in a process of its own, which answers one request after the other. */
export class Child {
  private readonly ended: Promise<void>
  private readonly answers: ((answer: unknown) => void)[] = []

  private constructor(
    private readonly file: string,
    private readonly child: ChildProcess,
  ) {
    this.ended = once(child, 'exit').then(() => {})
    child.on('message', (answer) => this.answers.shift()?.(answer))
  }

  /** With CCC_PROFILE=<file> that one leaves a CPU profile in the present folder. */
  static start(file: string, ...flags: string[]): Child {
    const execArgv = file === process.env.CCC_PROFILE ? ['--cpu-prof', ...flags] : flags
    return new Child(
      file,
      fork(RUN_TS, [join(__dirname, file)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv }),
    )
  }

  /** @throws when the process ends instead of answering */
  async ask<T>(request: object): Promise<T> {
    const answered = new Promise<unknown>((resolve) => this.answers.push(resolve))
    let isAnswered = false
    const failed = this.ended.then(() => {
      if (isAnswered) return
      throw new Error(`${this.file} ended, asked ${JSON.stringify(request).slice(0, 200)}`)
    })
    this.child.send(request)
    const reply = await Promise.race([answered, failed])
    isAnswered = true
    return reply as T
  }

  async stop(): Promise<void> {
    this.child.disconnect()
    await this.ended
  }
}

/** The other side: answers requests until nobody asks any more. */
export function answer<Request>(handle: (request: Request) => Promise<object>, end: () => Promise<void>): void {
  process.on('message', (request: Request) => {
    handle(request).then(
      (reply) => process.send?.(reply),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
  process.on('disconnect', () => {
    end().finally(() => process.exit())
  })
}
