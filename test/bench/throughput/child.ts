import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const RUN_TS = join(__dirname, '..', '..', '..', 'scripts', 'run-ts.js')

/** A file of this folder in a process of its own, which answers one request after the other. */
export class Child {
  private constructor(private readonly child: ChildProcess) {}

  /** With CCC_PROFILE=<file> that one leaves a CPU profile in the present folder. */
  static start(file: string): Child {
    const execArgv = file === process.env.CCC_PROFILE ? ['--cpu-prof'] : []
    return new Child(
      fork(RUN_TS, [join(__dirname, file)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv }),
    )
  }

  /** @throws when the process ends instead of answering */
  async ask<T>(request: object): Promise<T> {
    const ended = once(this.child, 'exit').then(([code]) => {
      throw new Error(`it ended with ${code}, asked ${JSON.stringify(request).slice(0, 200)}`)
    })
    const answered = once(this.child, 'message').then(([answer]) => answer as T)
    this.child.send(request)
    return Promise.race([answered, ended])
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit')
    this.child.disconnect()
    await ended
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
