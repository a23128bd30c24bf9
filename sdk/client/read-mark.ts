/** What the customer has seen. It only ever grows, within one life of the log. */
export function createReadMark(tell: (seq: number) => boolean) {
  /** highest seq that was shown; 0 for none since the start */
  let seq = 0
  let toldSeq = 0

  return {
    get seq() {
      return seq
    },
    mark,
    welcomed,
    reset,
  }

  /** @returns whether that is news */
  function mark(shown: number): boolean {
    if (shown <= seq) return false
    seq = shown
    send()
    return true
  }

  /** A new connection: what was told on the old one may have been lost. */
  function welcomed(): void {
    toldSeq = 0
    send()
  }

  /** Another log, or another customer. */
  function reset(): void {
    seq = 0
    toldSeq = 0
  }

  function send(): void {
    if (seq > toldSeq && tell(seq)) toldSeq = seq
  }
}

export type ReadMark = ReturnType<typeof createReadMark>
