/** Files that the mini-program chose or downloaded, by the `wxfile://` path it knows them by. */
const files = new Map<string, { blob: Blob; url: string; name: string }>()

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'video/quicktime': 'mov',
  'text/plain': 'txt',
}

const extensionOf = (blob: Blob, name: string) => {
  const own = /\.(\w+)$/.exec(name)?.[1]
  return own ?? EXTENSIONS[blob.type] ?? blob.type.split('/')[1] ?? 'bin'
}

/** Keeps a file for as long as the document lives. @returns its `wxfile://` path */
export function registerFile(blob: Blob, name = ''): string {
  const path = `wxfile://tmp_${crypto.randomUUID()}.${extensionOf(blob, name)}`
  files.set(path, { blob, url: URL.createObjectURL(blob), name: name || path.slice('wxfile://'.length) })
  return path
}

/** Gives a file another path. @returns false if there is none */
export function moveFile(from: string, to: string): boolean {
  const file = files.get(from)
  if (!file) return false
  files.delete(from)
  files.set(to, { ...file, name: to.split('/').at(-1) ?? file.name })
  return true
}

export function removeFiles(which: (path: string) => boolean): void {
  for (const [path, { url }] of files) {
    if (!which(path)) continue
    URL.revokeObjectURL(url)
    files.delete(path)
  }
}

/** A web address of a registered file. */
export const fileUrl = (path: string): string | undefined => files.get(path)?.url

/** The file a path names: a registered one, or anything the browser can fetch. @throws Error if there is none */
export async function openFile(path: string): Promise<File> {
  const known = files.get(path)
  if (known) return new File([known.blob], known.name, { type: known.blob.type })
  if (path.startsWith('wxfile://')) throw new Error(`file not found: ${path}`)
  const response = await fetch(path.replace(/^\/(?!\/)/, ''))
  if (!response.ok) throw new Error(`file not found: ${path}`)
  const blob = await response.blob()
  return new File([blob], path.split(/[\\/]/).at(-1)?.replace(/\?.*$/, '') || 'file', { type: blob.type })
}
