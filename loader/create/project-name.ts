import { LoaderError } from '../errors'

// Names that Windows keeps for devices, with or without an extension.
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i

/**
 * Checks the name of a new project: one folder name that every system takes. Spaces and Chinese are fine.
 * Throws `create-name-invalid`.
 */
export function checkProjectName(name: string): string {
  const refuse = (zh: string, en: string) => new LoaderError('create-name-invalid', { name, reason: { zh, en } })
  if (name.trim() === '') throw refuse('名称是空的', 'it is empty')
  if (/[/\\:*?"<>|]/.test(name)) throw refuse('不能含有 / \\ : * ? " < > |', 'it may not contain / \\ : * ? " < > |')
  if (/\p{Cc}/u.test(name)) throw refuse('不能含有控制字符', 'it may not contain control characters')
  if (/^[.\s-]|[.\s]$/.test(name)) {
    throw refuse(
      '开头不能是点、空格或连字符，结尾不能是点或空格',
      'it may not begin with a dot, space or hyphen, nor end with a dot or space',
    )
  }
  if (reserved.test(name)) throw refuse('Windows 保留了这个名称', 'Windows keeps this name for itself')
  if (Buffer.byteLength(name) > 200) throw refuse('太长', 'it is too long')
  return name
}
