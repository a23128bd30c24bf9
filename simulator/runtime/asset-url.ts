import { fileUrl } from './wx/file-registry'

/**
 * Where the browser finds what a template or a style names: a file of the mini-program lies beside index.html.
 * @param source absolute (`/images/a.png`), relative to the component, a web address, or a `wxfile://` path
 * @param component path of the component whose template names it
 */
export function resolveAsset(source: string, component = ''): string {
  if (source.startsWith('wxfile://')) return fileUrl(source) ?? source
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(source)) return source
  // resolved against an address that is only there to count the steps upwards
  const { pathname, search } = new URL(source, `http://root/${component}`)
  return pathname.slice(1) + search
}
