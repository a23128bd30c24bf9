/** Writes bits, the highest first. */
export class BitWriter {
  private readonly done: number[] = []
  private rest = 0
  private count = 0

  bits(value: number, length: number): void {
    for (let i = length - 1; i >= 0; i -= 1) {
      this.rest = (this.rest << 1) | ((value >> i) & 1)
      this.count += 1
      if (this.count === 8) this.flush()
    }
  }

  /** An Exp-Golomb code: 0 is 1, 1 is 010, 2 is 011 … */
  ue(value: number): void {
    const length = 32 - Math.clz32(value + 1)
    this.bits(0, length - 1)
    this.bits(value + 1, length)
  }

  /** Fills up with zeros to a whole byte. */
  align(): void {
    if (this.count > 0) this.bits(0, 8 - this.count)
  }

  /** The same byte again and again; stands at a whole byte. */
  bytes(value: number, times: number): void {
    for (let i = 0; i < times; i += 1) this.done.push(value)
  }

  /** A one, then zeros: the end as the standard has it. */
  end(): readonly number[] {
    this.bits(1, 1)
    this.align()
    return this.done
  }

  private flush(): void {
    this.done.push(this.rest)
    this.rest = 0
    this.count = 0
  }
}
