/**
 * Steps through a file before it is given up, so that one of tiny parts does not keep the server busy. A picture of
 * 50 MB in the parts of 255 bytes that a GIF has takes 200,000.
 */
export const MAX_STEPS = 1_000_000

/** Reads a file from its start on, chunk by chunk: what is stepped over is never copied, and nothing is read twice. */
export class ByteReader {
  private readonly chunks: AsyncIterator<Uint8Array>
  private chunk: Buffer = Buffer.alloc(0)
  private at = 0
  private steps = 0

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.chunks = bytes[Symbol.asyncIterator]()
  }

  /** The end of what was taken is not the end of the file. */
  get gaveUp(): boolean {
    return this.steps > MAX_STEPS
  }

  /** Steps over bytes; beyond the end of the file, too. */
  skip(count: number): void {
    this.at += count
  }

  /** @returns the next bytes; undefined when the file has fewer or is given up, and from then on */
  async take(count: number): Promise<Buffer | undefined> {
    this.steps += 1
    if (this.gaveUp) return undefined
    while (this.chunk.length - this.at < count) {
      if (await this.more()) continue
      this.at = this.chunk.length
      return undefined
    }
    const taken = this.chunk.subarray(this.at, this.at + count)
    this.at += count
    return taken
  }

  /** Whoever stops before the end of the file says so. */
  async close(): Promise<void> {
    await this.chunks.return?.()
  }

  private async more(): Promise<boolean> {
    const next = await this.chunks.next()
    if (next.done) return false
    const rest = this.chunk.subarray(this.at)
    this.at = Math.max(0, this.at - this.chunk.length)
    this.chunk =
      rest.length === 0
        ? Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
        : Buffer.concat([rest, next.value])
    return true
  }
}
