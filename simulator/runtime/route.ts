/** Parts of a page's address: `pages/chat/chat?id=7`. */
export interface Route {
  path: string
  /** as it stands in the address, like WeChat hands it to onLoad: not decoded */
  query: Record<string, string>
}

/**
 * Reads a page's address.
 * @param url absolute (`/pages/a/a?x=1`) or relative to the current page
 * @param current path of the current page
 */
export function parseRoute(url: string, current = ''): Route {
  const [address = '', search = ''] = url.split('?', 2)
  const path = address.startsWith('/') || current === '' ? address : new URL(address, `http://root/${current}`).pathname
  const query = Object.fromEntries(
    search
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', ...value] = pair.split('=')
        return [name, value.join('=')]
      }),
  )
  return { path: path.replace(/^\//, '').replace(/\.html$/, ''), query }
}

export const formatRoute = ({ path, query }: Route): string => {
  const search = Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return search ? `${path}?${search}` : path
}
