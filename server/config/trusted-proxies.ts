import { BlockList, isIP } from 'node:net'
import { CccError } from '@ccc-store/core/protocol'
import type { Settings } from './settings'

/**
 * Which addresses may say on whose behalf they ask (`X-Forwarded-For`).
 * @throws CccError CONFIG_INVALID
 */
export function trustedProxiesOf({ CCC_TRUSTED_PROXIES: text }: Settings): string[] {
  const proxies = text === '' ? [] : text.split(',')
  for (const proxy of proxies) {
    if (!isNetwork(proxy)) throw new CccError('CONFIG_INVALID', { name: 'CCC_TRUSTED_PROXIES', detail: `"${proxy}"` })
  }
  return proxies
}

function isNetwork(text: string): boolean {
  const [address = '', prefix] = text.split('/')
  const family = isIP(address)
  if (family === 0) return false
  try {
    if (prefix !== undefined) new BlockList().addSubnet(address, Number(prefix), family === 4 ? 'ipv4' : 'ipv6')
    return true
  } catch {
    return false
  }
}
