import { extensionOf } from '../../files/file-name'
import { ALLOWED } from '../../files/file-type'

/**
 * Where clients of Tencent Cloud Chat put files: the download domains that Tencent's documentation has mini-programs
 * allow, `<SDKAppID>-cn.rich.my-imcloud.com`, `cn.imrich.qcloud.com`, `cos.<region>.myqcloud.com` and `.tencentcos.cn`.
 */
const STORES = ['rich.my-imcloud.com', 'imrich.qcloud.com', 'myqcloud.com', 'tencentcos.cn']
const isStore = (host: string) => STORES.some((store) => host === store || host.endsWith(`.${store}`))

/**
 * The address of a file that another client names, when it can be handed to an agent's browser: https, at Tencent's
 * stores, and not ending in what no upload may end in (a browser saves under the name in the address).
 * @returns undefined for any other
 */
export function fileAddress(given: string): string | undefined {
  if (!URL.canParse(given)) return undefined
  const { protocol, hostname, port, username, password, pathname, href } = new URL(given)
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === ''
  if (!isPlain || !isStore(hostname)) return undefined
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
