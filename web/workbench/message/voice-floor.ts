let speaking: HTMLMediaElement | null = null

/** One voice at a time: whoever begins silences the other. */
export function takeTheFloor(media: HTMLMediaElement): void {
  if (speaking !== media) speaking?.pause()
  speaking = media
}
