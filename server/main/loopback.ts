import { BlockList, isIP } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether a name or address of a host is this machine's own, which no other machine reaches. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  const family = isIP(bare)
  return family === 0 ? bare.toLowerCase() === 'localhost' : loopback.check(bare, family === 4 ? 'ipv4' : 'ipv6')
}
