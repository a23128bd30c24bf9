import type { PlatformAnswer, PlatformRequest, UploadHandlers } from '../platform/platform'

/** One request that the SDK made; the test answers it. */
export class FakeRequest {
  constructor(
    readonly method: 'GET' | 'POST',
    readonly url: string,
    readonly token: string,
    private readonly answered: (answer: PlatformAnswer | null) => void,
  ) {}

  answer(status: number, body?: unknown): void {
    this.answered({ status, body })
  }
  /** no answer comes */
  fail(): void {
    this.answered(null)
  }
}

/** One upload that the SDK began; the test says how far it comes and how it ends. */
export class FakeUpload {
  readonly url: string
  readonly token: string
  isGivenUp = false
  private isOver = false

  constructor(
    { url, token }: PlatformRequest,
    readonly path: string,
    private readonly handlers: UploadHandlers,
  ) {
    this.url = url
    this.token = token
  }

  progress(percent: number): void {
    this.handlers.progress(percent)
  }
  answer(status: number, body?: unknown): void {
    this.end(() => this.handlers.answered({ status, body }))
  }
  /** the call centre has the file now, under this id */
  succeed(fileId: string): void {
    this.answer(200, { fileId, name: 'name', size: 1, mime: 'image/png', url: `/v1/files/${fileId}?e=1&s=1` })
  }
  fail(why: 'gone' | 'forbidden' | 'network' = 'network'): void {
    this.end(() => this.handlers.failed(why))
  }

  /** An upload ends once, whatever a test does. */
  private end(how: () => void): void {
    if (this.isOver) return
    this.isOver = true
    how()
  }
}
