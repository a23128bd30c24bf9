/**
 * Runs a task again for as long as it is poked, never twice at once. Pokes that come while it runs are one more run:
 * however many hints arrive, what is read after the last of them holds everything.
 */
export class Pump {
  private running = false
  private again = false
  private stopped = false

  constructor(
    private readonly task: () => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  poke(): void {
    this.again = true
    if (!this.running && !this.stopped) void this.run()
  }

  stop(): void {
    this.stopped = true
  }

  private async run(): Promise<void> {
    this.running = true
    try {
      while (this.again && !this.stopped) {
        this.again = false
        await this.task()
      }
    } catch (error) {
      this.onError(error)
    } finally {
      this.running = false
    }
  }
}
