const RATE = 8_000
const HEADER = 44

/** A sound: two notes in turn, 8 bits, one channel. @param seconds how long */
export function sampleWav(seconds: number): Buffer {
  const size = RATE * seconds
  const bytes = Buffer.alloc(HEADER + size)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(HEADER - 8 + size, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  // PCM, one channel, samples and bytes a second, bytes and bits a sample
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(RATE, 24)
  bytes.writeUInt32LE(RATE, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(size, 40)
  for (let i = 0; i < size; i += 1) {
    const pitch = Math.floor((i / RATE) * 2) % 2 === 0 ? 440 : 554
    bytes[HEADER + i] = 128 + Math.round(48 * Math.sin((2 * Math.PI * pitch * i) / RATE))
  }
  return bytes
}
