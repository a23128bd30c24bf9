import { type InjectionKey, inject } from 'vue'

/** What the lines of a transcript ask of it. */
export interface TranscriptContext {
  sessionId: string
  /** Shows the picture of a line in full. */
  openImage(key: string): void
  /** Brings a line into view, if it is here. */
  showSeq(seq: number): void
  /** who said an entry; '' when it is not here */
  speakerOf(seq: number): string
}

export const transcriptKey: InjectionKey<TranscriptContext> = Symbol('transcript')

export function useTranscript(): TranscriptContext {
  const transcript = inject(transcriptKey)
  if (!transcript) throw new Error('used outside of a transcript')
  return transcript
}
