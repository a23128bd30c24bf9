const REPEAT_MS = 2_000
const NOTES_HZ = [880, 660] as const
const NOTE_SECONDS = 0.16
const LOUDNESS = 0.12

/** Two soft notes, again and again, made by the browser itself. */
export class RingSound {
  private context: AudioContext | null = null
  private timer: ReturnType<typeof setInterval> | undefined

  /** Browsers play nothing before the person has touched the page: call this when they do. */
  async unlock(): Promise<boolean> {
    this.context ??= new AudioContext()
    if (this.context.state === 'suspended') await this.context.resume()
    return this.context.state === 'running'
  }

  /** Rings until stop(). @returns whether the browser plays it */
  start(): boolean {
    this.context ??= new AudioContext()
    if (this.timer === undefined) {
      this.timer = setInterval(() => this.play(), REPEAT_MS)
      this.play()
    }
    return this.context.state === 'running'
  }

  stop(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }

  close(): void {
    this.stop()
    void this.context?.close()
    this.context = null
  }

  private play(): void {
    const { context } = this
    if (context?.state !== 'running') return
    for (const [index, hertz] of NOTES_HZ.entries()) {
      const begins = context.currentTime + index * NOTE_SECONDS
      const tone = context.createOscillator()
      const gain = context.createGain()
      tone.frequency.value = hertz
      gain.gain.setValueAtTime(0, begins)
      gain.gain.linearRampToValueAtTime(LOUDNESS, begins + 0.02)
      gain.gain.linearRampToValueAtTime(0, begins + NOTE_SECONDS)
      tone.connect(gain).connect(context.destination)
      tone.start(begins)
      tone.stop(begins + NOTE_SECONDS)
    }
  }
}
