/** What the customer has seen. It only ever grows, within one life of the log. */
export class ReadMark {
  /** highest seq that was shown; 0 for none since the start */
  seq = 0
  private toldSeq = 0

  constructor(private readonly tell: (seq: number) => boolean) {}

  /** @returns whether that is news */
  mark(seq: number): boolean {
    if (seq <= this.seq) return false
    this.seq = seq
    this.send()
    return true
  }

  /** A new connection: what was told on the old one may have been lost. */
  welcomed(): void {
    this.toldSeq = 0
    this.send()
  }

  /** Another log, or another customer. */
  reset(): void {
    this.seq = 0
    this.toldSeq = 0
  }

  private send(): void {
    if (this.seq > this.toldSeq && this.tell(this.seq)) this.toldSeq = this.seq
  }
}
