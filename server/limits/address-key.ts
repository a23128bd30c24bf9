import ipaddr from 'ipaddr.js'

/**
 * By what an address is counted. IPv4, also when written as IPv6 (`::ffff:10.0.0.1`), counts as it is. IPv6 counts by its
 * first 64 bits, since one line or one machine has all the addresses below them. Other text counts as it is.
 */
export function addressKey(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  if (!('parts' in address)) return address.toString()
  const network = address.parts.slice(0, 4).map((part) => part.toString(16))
  return `${network.join(':')}::/64`
}
