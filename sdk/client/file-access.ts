import type { FileRef, WireError } from '@ccc-store/core/protocol'
import { isObject } from '../login/is-object'
import { wireError } from '../login/wire-error'
import type { LocalFile } from '../platform/local-file'
import type { Platform, PlatformAnswer } from '../platform/platform'
import { type SessionSource, toWireError } from '../transport/session-source'
import { BAD_RESPONSE, FILE_GONE, NETWORK, UPLOAD_FORBIDDEN } from './sdk-errors'

const FAULTS = { gone: FILE_GONE, forbidden: UPLOAD_FORBIDDEN, network: NETWORK }

/** What becomes of an upload: any number of `progress`, then one of the others, unless it was given up before. */
export interface FileHandlers {
  /** 0–100 */
  progress(percent: number): void
  uploaded(fileId: string): void
  failed(error: WireError): void
}

/** Files on the call centre: brings them there, and tells where they are to be had. */
export class FileAccess {
  private readonly base: string

  constructor(
    private readonly platform: Platform,
    private readonly sessions: SessionSource,
    serverUrl: string,
  ) {
    this.base = serverUrl.replace(/\/+$/, '')
  }

  /** The address of a file of an entry, good for an hour or two; empty when it is gone. */
  url({ url }: Pick<FileRef, 'url'>): string {
    return url ? this.absolute(url) : ''
  }

  /**
   * A new address for a file whose old one has expired. Rejects with a WireError: FILE_UNKNOWN, NETWORK and what a login
   * is refused with.
   */
  async freshUrl(fileId: string): Promise<string> {
    const url = `${this.base}/v1/customer/files/${encodeURIComponent(fileId)}/link`
    const ask = (token: string) =>
      new Promise<PlatformAnswer | null>((resolve) => this.platform.request('GET', { url, token }, resolve))
    let answer = await ask(await this.token())
    if (answer?.status === 401) answer = await ask(await this.newToken())
    if (answer?.status === 200 && isObject(answer.body) && typeof answer.body.url === 'string') {
      return this.absolute(answer.body.url)
    }
    return Promise.reject(answer ? errorOf(answer) : NETWORK)
  }

  /** @returns gives the upload up; nothing is reported after that */
  upload(file: LocalFile, handlers: FileHandlers): () => void {
    const url = `${this.base}/v1/customer/files?kind=${file.kind}`
    let stop = () => {}
    let given = false
    const failed = (error: WireError) => given || handlers.failed(error)
    const begin = (token: Promise<string>, isNew: boolean): void => {
      token.then(
        (now) => given || start(now, isNew),
        (reason) => failed(toWireError(reason)),
      )
    }
    const start = (token: string, isNew: boolean): void => {
      stop = this.platform.upload({ url, token }, file.path, {
        progress: (percent) => given || handlers.progress(percent),
        answered: (answer) => {
          if (given) return
          const fileId = answer.status === 200 && isObject(answer.body) && answer.body.fileId
          if (typeof fileId === 'string') handlers.uploaded(fileId)
          else if (answer.status === 401 && !isNew) begin(this.newToken(), true)
          else handlers.failed(errorOf(answer))
        },
        failed: (why) => failed(FAULTS[why]),
      })
    }
    begin(this.token(), false)
    return () => {
      given = true
      stop()
    }
  }

  private async token(): Promise<string> {
    return (this.sessions.getSession() ?? (await this.sessions.requestLogin())).token
  }

  private async newToken(): Promise<string> {
    return (await this.sessions.requestLogin()).token
  }

  private absolute(url: string): string {
    return url.startsWith('/') ? this.base + url : url
  }
}

/** A gateway that fails for the moment speaks no protocol. */
const errorOf = ({ status, body }: PlatformAnswer): WireError =>
  wireError(body) ?? (status >= 500 ? NETWORK : BAD_RESPONSE)
