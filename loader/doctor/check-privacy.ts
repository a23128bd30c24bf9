import type { ProjectFiles } from '../project/project-files'
import { type Finding, finding } from './finding'

// Interfaces that WeChat lets nobody use before they are declared, and what they are declared as.
const interfaces: readonly [call: string, declaration: string][] = [
  ['chooseMedia', '选中的照片或视频信息'],
  ['chooseImage', '选中的照片或视频信息'],
  ['chooseVideo', '选中的照片或视频信息'],
  ['chooseMessageFile', '选中的文件'],
  ['getRecorderManager', '麦克风'],
  ['createCameraContext', '摄像头'],
  ['saveImageToPhotosAlbum', '相册（仅写入）权限'],
  ['getLocation', '位置信息'],
  ['chooseLocation', '选择的位置信息'],
  ['setClipboardData', '剪切板'],
  ['getClipboardData', '剪切板'],
  ['getUserProfile', '用户信息（微信昵称、头像）'],
]

/**
 * The interfaces that the installed scripts use and the mini-program has to declare; places in app.json too.
 * @param declared `requiredPrivateInfos` of app.json
 */
export function checkPrivacy(
  project: ProjectFiles,
  scripts: readonly string[],
  declared: readonly string[],
): Finding[] {
  const code = scripts.map((path) => project.bytes(path)?.toString('utf8') ?? '').join('\n')
  const used = interfaces.filter(([call]) => code.includes(`wx.${call}`))
  if (used.length === 0) return []
  const list = used.map(([call, declaration]) => `wx.${call}: ${declaration}`)
  const places = used.map(([call]) => call).filter((call) => /Location$/.test(call) && !declared.includes(call))
  return [
    finding('privacy', {}, list),
    ...(places.length > 0 ? [finding('places-undeclared', { calls: JSON.stringify(places) })] : []),
  ]
}
