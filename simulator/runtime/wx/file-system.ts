import { fields, text } from '../record'
import { allAsynchronous } from './api'
import { fileUrl, moveFile, removeFiles } from './file-registry'

const USER_FOLDER = 'wxfile://usr'

/** What the kept files' folders are called; files themselves are in the registry. */
const folders = new Set<string>()

const missing = (name: string, path: string) => new Error(`${name}:fail no such file or directory ${path}`)

const works = {
  access(path: string): void {
    if (!folders.has(path) && fileUrl(path) === undefined) throw missing('access', path)
  },
  mkdir(path: string): void {
    if (!path.startsWith(USER_FOLDER)) throw new Error(`mkdir:fail permission denied, open ${path}`)
    folders.add(path)
  },
  rmdir(path: string): void {
    if (!folders.delete(path)) throw missing('rmdir', path)
    removeFiles((file) => file.startsWith(`${path}/`))
  },
  unlink(path: string): void {
    if (fileUrl(path) === undefined) throw missing('unlink', path)
    removeFiles((file) => file === path)
  },
  /** In base64: nobody asked for another encoding yet. */
  readFile(path: string, encoding: string): string {
    const url = fileUrl(path)
    if (url === undefined) throw missing('readFile', path)
    if (encoding !== 'base64') throw new Error(`readFile:fail invalid encoding "${encoding}"`)
    const request = new XMLHttpRequest()
    request.open('GET', url, false)
    // one character for each byte
    request.overrideMimeType('text/plain; charset=x-user-defined')
    request.send()
    return btoa(
      request.responseText.replace(/[\uf700-\uf7ff]/g, (byte) => String.fromCharCode(byte.charCodeAt(0) & 0xff)),
    )
  },
  saveFile(from: string, to: string): string {
    if (!moveFile(from, to)) throw missing('saveFile', from)
    return to
  },
}

/** `wx.getFileSystemManager`: the part that keeps chosen files, for as long as the document lives. */
export const getFileSystemManager = () => ({
  accessSync: works.access,
  mkdirSync: works.mkdir,
  rmdirSync: works.rmdir,
  unlinkSync: works.unlink,
  readFileSync: (path: unknown, encoding: unknown) => works.readFile(text(path), text(encoding)),
  saveFileSync: (from: unknown, to: unknown) => works.saveFile(text(from), text(to)),
  ...allAsynchronous({
    access: ({ path }) => works.access(text(path)),
    unlink: ({ filePath }) => works.unlink(text(filePath)),
    saveFile: (options) => ({ savedFilePath: works.saveFile(text(options.tempFilePath), text(options.filePath)) }),
  }),
})

/** `wx.openDocument`: in a tab of its own. */
export const documents = allAsynchronous({
  openDocument(options) {
    const path = text(fields(options).filePath)
    const url = fileUrl(path)
    if (url === undefined) throw new Error(`file not found: ${path}`)
    window.open(url, '_blank', 'noopener')
  },
})
