import { dirname, join, relative } from 'node:path/posix'
import { LoaderError } from '../errors'
import type { Payload, PayloadFile } from '../load-payload'
import { plainPath } from '../project/read-app'
import { isForbidden, isPlainRelative } from '../project/safe-path'
import { FORMER_MANIFEST_PATH, recordPaths } from './record-paths'

/** Where an installation puts its files. Paths are relative to the mini-program root, with forward slashes. */
export interface Placement {
  /** The root of the subpackage. */
  subpackage: string
  /** The login script in the main package. */
  loginPath: string
  /** The page that shows the entry button, without an extension. */
  entry?: string
  /** How messages travel, when not by the socket: brings a subpackage of its own. */
  transport?: 'tencent'
}

export const CONFIG_PATH = 'ccc-config.js'
export const ENTRY_FOLDER = 'ccc-entry'
export const defaultPlacement: Placement = { subpackage: 'ccc', loginPath: 'utils/login.js' }

/** A subpackage as app.json lists it. */
export interface Subpackage {
  root: string
  name: string
  pages: readonly string[]
}

/** How the chat's subpackage is registered. */
export function subpackageOf({ subpackage }: Pick<Placement, 'subpackage'>): Subpackage {
  return { root: subpackage, name: subpackage.replaceAll('/', '-'), pages: ['pages/chat/index'] }
}

/** The root of the subpackage that holds Tencent Cloud Chat, beside that of the chat. */
export const tencentRootOf = (subpackage: string): string => `${subpackage}-tencent`

/** All subpackages of an installation. */
export function subpackagesOf(placement: Pick<Placement, 'subpackage' | 'transport'>): Subpackage[] {
  const chat = subpackageOf(placement)
  if (placement.transport === undefined) return [chat]
  const root = tencentRootOf(placement.subpackage)
  return [chat, { ...subpackageOf({ subpackage: root }), pages: ['pages/blank/index'] }]
}

/** The roots of all subpackages of an installation. */
export function rootsOf(placement: Placement): string[] {
  return subpackagesOf(placement).map(({ root }) => root)
}

/** Folders that hold nothing but files of ours. */
export function ownFolders(placement: Placement): string[] {
  return [...rootsOf(placement), ENTRY_FOLDER]
}

/** The address of the chat page, as `wx.navigateTo` takes it. */
export function chatPageOf({ subpackage }: Placement): string {
  return `/${subpackage}/pages/chat/index`
}

/** Reads the root of a subpackage from text. Throws `subpackage-invalid`. */
export function parseSubpackage(text: string): string {
  const root = plainPath(text.trim())
  const reserved = isForbidden(root) || root.split('/')[0] === ENTRY_FOLDER
  if (!/^[\w-]+(\/[\w-]+)*$/.test(root) || reserved) throw new LoaderError('subpackage-invalid', { value: text })
  return root
}

/**
 * Reads the place of the login script from text. Throws `login-path-invalid`, also when it is in the subpackage, or where
 * nothing is ever written.
 */
export function parseLoginPath(text: string, subpackage: string): string {
  const path = text.trim().replace(/^\.?\/+/, '')
  const plain = isPlainRelative(path) && /^[\w./-]+\.js$/.test(path) && path !== CONFIG_PATH && path !== 'app.js'
  const free = ![subpackage, ENTRY_FOLDER].some((folder) => path.startsWith(`${folder}/`))
  if (!plain || !free || isForbidden(path)) throw new LoaderError('login-path-invalid', { value: text })
  return path
}

/** The files of a payload where this installation wants them, with the ways between them rewritten. */
export function placePayload(payload: Payload, placement: Placement): PayloadFile[] {
  return variantOf(payload.files, placement).flatMap((file) => {
    if (file.path.startsWith(`${ENTRY_FOLDER}/`) && placement.entry === undefined) return []
    const path = placeOf(file.path, placement)
    return [{ path, bytes: rewrite(file, path, placement) }]
  })
}

const VARIANT = /\.tencent\.js$/

/** With Tencent Cloud Chat `x.tencent.js` stands in the place of `x.js`; without it, nothing of it is there. */
function variantOf(files: readonly PayloadFile[], { transport }: Placement): PayloadFile[] {
  const isTencent = (path: string) => VARIANT.test(path) || path.startsWith(`${tencentRootOf('ccc')}/`)
  if (transport === undefined) return files.filter(({ path }) => !isTencent(path))
  const variants = files.filter(({ path }) => VARIANT.test(path))
  const replaced = new Set(variants.map(({ path }) => path.replace(VARIANT, '.js')))
  const others = files.filter(({ path }) => !VARIANT.test(path) && !replaced.has(path))
  return [...others, ...variants.map((file) => ({ ...file, path: file.path.replace(VARIANT, '.js') }))]
}

/** Whether an installation with this placement may own the file: nothing else is ever deleted or replaced. */
export function isOwnPath(path: string, { subpackage, loginPath, entry, transport }: Placement): boolean {
  const plain = path.replace(/\.new(\.\d+)?$/, '')
  const single = [CONFIG_PATH, loginPath, typesOf(loginPath), ...(entry === undefined ? [] : [`${entry}.json`])]
  const folders = [subpackage, ENTRY_FOLDER, ...(transport === undefined ? [] : [tencentRootOf(subpackage)])]
  return single.includes(plain) || folders.some((folder) => plain.startsWith(`${folder}/`))
}

/**
 * Whether an installation with this placement may write, move or delete a file at all: what it owns, what it inserts into,
 * its own records, and what it puts beside a file.
 */
export function isTouchedPath(path: string, placement: Placement): boolean {
  if (isForbidden(path)) return false
  const own = isOwnPath(path.replace(/\.original$/, ''), placement)
  return own || isSplicedPath(path, placement) || [...recordPaths, FORMER_MANIFEST_PATH].includes(path)
}

/** Whether an installation with this placement may have inserted something into the file. */
export function isSplicedPath(path: string, { entry }: Placement): boolean {
  return path === 'app.json' || (entry !== undefined && (path === `${entry}.json` || path === `${entry}.wxml`))
}

function placeOf(path: string, { subpackage, loginPath }: Placement): string {
  if (path === defaultPlacement.loginPath) return loginPath
  if (path === typesOf(defaultPlacement.loginPath)) return typesOf(loginPath)
  if (path.startsWith('ccc-tencent/')) return tencentRootOf(subpackage) + path.slice('ccc-tencent'.length)
  return path.startsWith('ccc/') ? `${subpackage}/${path.slice('ccc/'.length)}` : path
}

function typesOf(loginPath: string): string {
  return loginPath.replace(/\.js$/, '.d.ts')
}

// Only these files reach out of their own folder: the scripts that require the main package or, from there, the chat,
// and those that open the page in the subpackage.
function rewrite({ path, bytes }: PayloadFile, to: string, placement: Placement): Buffer {
  const isDefault =
    placement.subpackage === defaultPlacement.subpackage && placement.loginPath === defaultPlacement.loginPath
  const isLogin = path === defaultPlacement.loginPath
  if (isDefault || !path.endsWith('.js')) return bytes
  if (!isLogin && path !== 'ccc/host.js' && !path.startsWith(`${ENTRY_FOLDER}/`)) return bytes
  const text = bytes
    .toString()
    .replaceAll(chatPageOf(defaultPlacement), () => chatPageOf(placement))
    .replace(/(require(?:\.async)?\()(['"])(\.[^'"]*)\2\)/g, (_, call: string, quote: string, target: string) => {
      const meant = placeOf(join(dirname(path), target), placement)
      const way = relative(dirname(to), meant)
      return `${call}${quote}${way.startsWith('.') ? way : `./${way}`}${quote})`
    })
  return Buffer.from(text)
}
