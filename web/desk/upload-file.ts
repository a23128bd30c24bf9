import { UploadResponse, WireErrorSchema } from '@ccc-store/core/protocol'
import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { UploadFile, UploadResult } from './file-sender'

const Refusal = Type.Object({ error: WireErrorSchema })

/** As much of XMLHttpRequest as is needed; fetch tells no progress. */
export type UploadRequest = Pick<
  XMLHttpRequest,
  'open' | 'setRequestHeader' | 'send' | 'abort' | 'status' | 'responseText' | 'onload' | 'onerror' | 'onabort'
> & { upload: { onprogress: ((event: ProgressEvent) => void) | null } }

/**
 * Uploads to the call centre.
 * @param base its address, ending in /
 */
export const uploadTo =
  (base: string, token: string, newRequest: () => UploadRequest = () => new XMLHttpRequest()): UploadFile =>
  ({ kind, name, blob }, onProgress) => {
    const request = newRequest()
    const result = new Promise<UploadResult>((resolve) => {
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
      request.onload = () => resolve(readAnswer(request.status, request.responseText))
      request.onerror = () => resolve({ kind: 'unreachable' })
      request.onabort = () => resolve({ kind: 'unreachable' })
    })
    const form = new FormData()
    form.append('file', blob, name)
    request.open('POST', new URL(`v1/agent/files?kind=${kind}`, base).href)
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.send(form)
    return { result, cancel: () => request.abort() }
  }

function readAnswer(status: number, text: string): UploadResult {
  const body = readJson(text)
  if (status === 200 && Value.Check(UploadResponse, body)) return { kind: 'done', file: body }
  return Value.Check(Refusal, body) ? { kind: 'refused', error: body.error } : { kind: 'unreachable' }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
