/** A phone's voice: one channel, 16,000 samples a second. */
const RATE = 16_000
const HEADER_BYTES = 44

/** Turns what the browser recorded into WAV: PCM of 16 bits, one channel. */
export async function encodeWav(recorded: Blob): Promise<Blob> {
  const decoder = new OfflineAudioContext(1, RATE, RATE)
  const { length, duration } = await decoder.decodeAudioData(await recorded.arrayBuffer())
  const mixer = new OfflineAudioContext(1, Math.max(1, Math.ceil(duration * RATE)), RATE)
  const source = mixer.createBufferSource()
  source.buffer = length > 0 ? await decoder.decodeAudioData(await recorded.arrayBuffer()) : null
  source.connect(mixer.destination)
  source.start()
  return new Blob([wavOf((await mixer.startRendering()).getChannelData(0))], { type: 'audio/wav' })
}

/** RIFF WAVE with the `fmt ` chunk of PCM. */
function wavOf(samples: Float32Array): ArrayBuffer {
  const bytes = samples.length * 2
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + bytes))
  const word = (at: number, letters: string) => {
    for (const [i, letter] of [...letters].entries()) view.setUint8(at + i, letter.charCodeAt(0))
  }
  word(0, 'RIFF')
  view.setUint32(4, HEADER_BYTES - 8 + bytes, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, bytes, true)
  for (const [i, sample] of samples.entries()) {
    view.setInt16(HEADER_BYTES + i * 2, Math.max(-1, Math.min(1, sample)) * 0x7fff, true)
  }
  return view.buffer
}
