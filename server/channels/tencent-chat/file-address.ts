import { extensionOf } from '../../files/file-name'
import { ALLOWED } from '../../files/file-type'

/**
 * Whether a host and a path are this app's own place at Tencent's stores: the download domains that Tencent's documentation
 * has mini-programs allow. Anybody may rent a bucket at COS, so there the bucket has to name the app.
 */
function isOwnStore(hostname: string, pathname: string, sdkAppId: number): boolean {
  if (hostname.endsWith('.rich.my-imcloud.com')) return hostname.startsWith(`${sdkAppId}-`)
  if (hostname === 'imrich.qcloud.com' || hostname.endsWith('.imrich.qcloud.com')) return true
  const cos = /^(?:([a-z0-9-]+)\.)?cos\.[a-z0-9-]+\.(?:myqcloud\.com|tencentcos\.cn)$/.exec(hostname)
  const bucket = cos && (cos[1] ?? pathname.split('/')[1] ?? '')
  return bucket?.endsWith(`-${sdkAppId}`) === true
}

/**
 * The address of a file that another client names, when it can be handed to an agent's browser: https, at this app's own
 * place in Tencent's stores, and not ending in what no upload may end in (a browser saves under the name in the address).
 * @returns undefined for any other
 */
export function fileAddress(given: string, sdkAppId: number): string | undefined {
  if (!URL.canParse(given)) return undefined
  const { protocol, hostname, port, username, password, pathname, href } = new URL(given)
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === ''
  if (!isPlain || !isOwnStore(hostname, pathname, sdkAppId)) return undefined
  const extension = extensionOf(decoded(pathname))
  // what was looked at, which need not be what was given
  return extension === '' || ALLOWED.file.includes(extension) ? href : undefined
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
