import { type FileRef, FileRef as FileRefSchema, parse } from '@ccc-store/core/protocol'

/** Small files of each kind, with the bytes that tell what they are. */
export const SAMPLES = {
  image: { name: '图 1.png', bytes: Buffer.from('89504e470d0a1a0a0000000d494844520000000400000003', 'hex') },
  voice: { name: 'voice.mp3', bytes: Buffer.from('49443303000000000000', 'hex') },
  video: { name: 'video.mp4', bytes: Buffer.from('00000018667479706d70343200000000', 'hex') },
  file: { name: 'price list.pdf', bytes: Buffer.from('%PDF-1.7\n') },
}

/** Posts a file as a phone or a browser does. Resolves with the status and the body, whatever the status. */
export async function postFile(
  serverUrl: string,
  upload: {
    audience: 'customer' | 'agent'
    token: string
    kind: string
    name: string
    bytes: Buffer
    /** the first frame of a film, as it is sent: beside the file, or after it */
    poster?: string
    posterIsLast?: boolean
  },
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const form = new FormData()
  if (upload.poster !== undefined && !upload.posterIsLast) form.append('poster', upload.poster)
  form.append('file', new Blob([new Uint8Array(upload.bytes)]), upload.name)
  if (upload.poster !== undefined && upload.posterIsLast) form.append('poster', upload.poster)
  const response = await fetch(`${serverUrl}/v1/${upload.audience}/files?kind=${upload.kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${upload.token}` },
    body: form,
  })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

/** Uploads the sample of a kind. */
export async function upload(
  serverUrl: string,
  audience: 'customer' | 'agent',
  token: string,
  kind: keyof typeof SAMPLES,
): Promise<FileRef> {
  const { body } = await postFile(serverUrl, { audience, token, kind, ...SAMPLES[kind] })
  return parse(FileRefSchema, body)
}
