import type { LocalFile } from './local-file'
import type { PlatformFiles } from './platform'

/** Each kept file has a folder of its own, so that it keeps its name, which the upload hands on. */
const folderOf = (id: string): string => `${wx.env.USER_DATA_PATH}/ccc-${id}`

/** Files in the folder that WeChat gives each mini-program (200 MB in all). Keeping moves them, which takes no time. */
export const wxFiles: PlatformFiles = {
  keep(id: string, { path, name }: LocalFile): string {
    const kept = `${folderOf(id)}/${name.replace(/[\\/:*?"<>|]/g, '_').slice(-80) || 'file'}`
    try {
      const files = wx.getFileSystemManager()
      files.mkdirSync(folderOf(id), true)
      files.saveFileSync(path, kept)
      return kept
    } catch {
      // no room: the temporary file does until the mini-program ends
      return path
    }
  },
  release(id: string): void {
    try {
      wx.getFileSystemManager().rmdirSync(folderOf(id), true)
    } catch {
      // it was never kept
    }
  },
}

/** Whether WeChat complains that there is no such file. */
export const saysGone = (message: string): boolean => /no such file|not exist|not found/i.test(message)

/** Whether nothing is at `path` any more; false when that cannot be said. */
export function isGone(path: string): boolean {
  try {
    wx.getFileSystemManager().accessSync(path)
  } catch (error) {
    return saysGone(error instanceof Error ? error.message : '')
  }
  return false
}
