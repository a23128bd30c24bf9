import type { WireError } from '@ccc-store/core/protocol'
import { isObject } from '../login/is-object'
import { wireError } from '../login/wire-error'
import type { LocalFile } from '../platform/local-file'
import type { Platform, PlatformAnswer, UploadHandlers } from '../platform/platform'
import { type SessionSource, toWireError } from '../transport/session-source'
import { BAD_RESPONSE, FILE_GONE, NETWORK, UPLOAD_FORBIDDEN } from './sdk-errors'

const FAULTS = { gone: FILE_GONE, forbidden: UPLOAD_FORBIDDEN, network: NETWORK }

/** As `UploadHandlers`, in the words of the call centre. */
export interface FileHandlers extends Pick<UploadHandlers, 'progress'> {
  uploaded(fileId: string): void
  failed(error: WireError): void
}

/**
 * Files on the call centre: brings them there, and tells where they are to be had.
 * @param base address of the call centre, without a slash at its end
 */
export function createFileAccess(platform: Platform, sessions: SessionSource, base: string) {
  return { url, freshUrl, upload }

  /** The address of a file from its path in an entry, good for an hour or two; empty when it is gone. */
  function url(path = ''): string {
    return path.startsWith('/') ? base + path : path
  }

  /**
   * A new address for a file whose old one has expired. Rejects with a WireError: FILE_UNKNOWN, NETWORK and what a login
   * is refused with.
   */
  async function freshUrl(fileId: string): Promise<string> {
    const link = `${base}/v1/customer/files/${encodeURIComponent(fileId)}/link`
    const ask = (shown: string) =>
      new Promise<PlatformAnswer | null>((resolve) => platform.request('GET', { url: link, token: shown }, resolve))
    let answer = await ask(await token())
    if (answer?.status === 401) answer = await ask(await newToken())
    if (answer?.status === 200 && isObject(answer.body) && typeof answer.body.url === 'string') {
      return url(answer.body.url)
    }
    return Promise.reject(answer ? errorOf(answer) : NETWORK)
  }

  /** @returns gives the upload up; nothing is reported after that */
  function upload(file: LocalFile, handlers: FileHandlers): () => void {
    const target = `${base}/v1/customer/files?kind=${file.kind}`
    let stop = () => {}
    let given = false
    const failed = (error: WireError) => given || handlers.failed(error)
    const begin = (asked: Promise<string>, isNew: boolean): void => {
      asked.then(
        (now) => given || start(now, isNew),
        (reason) => failed(toWireError(reason)),
      )
    }
    const start = (shown: string, isNew: boolean): void => {
      stop = platform.upload({ url: target, token: shown }, file, {
        progress: (percent) => given || handlers.progress(percent),
        answered: (answer) => {
          if (given) return
          const fileId = answer.status === 200 && isObject(answer.body) && answer.body.fileId
          if (typeof fileId === 'string') handlers.uploaded(fileId)
          else if (answer.status === 401 && !isNew) begin(newToken(), true)
          else handlers.failed(errorOf(answer))
        },
        failed: (why) => failed(FAULTS[why]),
      })
    }
    begin(token(), false)
    return () => {
      given = true
      stop()
    }
  }

  async function token(): Promise<string> {
    return (sessions.getSession() || (await sessions.requestLogin())).token
  }

  async function newToken(): Promise<string> {
    return (await sessions.requestLogin()).token
  }
}

export type FileAccess = ReturnType<typeof createFileAccess>

/** A gateway that fails for the moment speaks no protocol. */
export const errorOf = ({ status, body }: PlatformAnswer): WireError =>
  wireError(body) || (status >= 500 ? NETWORK : BAD_RESPONSE)
