import { onScopeDispose, watch } from 'vue'

/** Addresses of files on this computer, for as long as they are shown. */
export function useBlobUrls(files: () => readonly File[]): (file: File) => string {
  const urls = new Map<File, string>()
  const drop = (kept: ReadonlySet<File>) => {
    for (const [file, url] of urls) {
      if (kept.has(file)) continue
      URL.revokeObjectURL(url)
      urls.delete(file)
    }
  }
  watch(files, (now) => drop(new Set(now)))
  onScopeDispose(() => drop(new Set()))
  return (file) => {
    const url = urls.get(file) ?? URL.createObjectURL(file)
    urls.set(file, url)
    return url
  }
}
