import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IPv4 ranges that are no public host (IANA special-purpose registry, RFC 6890); link-local holds the metadata services. */
const SPECIAL_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const

/** Ranges within 2000::/3 that are no public host, or that hide an IPv4 address (Teredo, 6to4). */
const SPECIAL_6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const special = new BlockList()
for (const [net, bits] of SPECIAL_4) special.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of SPECIAL_6) special.addSubnet(net, bits, 'ipv6')

const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

/** Prefixes whose last 32 bits are an IPv4 address: mapped (RFC 4291) and translated by NAT64 (RFC 6052). */
const carriers = new BlockList()
carriers.addSubnet('::ffff:0:0', 96, 'ipv6')
carriers.addSubnet('64:ff9b::', 96, 'ipv6')

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** The last 32 bits of an IPv6 address, as IPv4. */
const tailOf = (address: string): string => {
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (dotted !== undefined) return dotted
  // `URL` writes every form of an IPv6 address as plain hexadecimal groups.
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':')
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group || '0', 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** Whether an address may be a vendor's: not private, loopback, link-local, metadata, reserved, nor one of them in disguise. */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !special.check(address, 'ipv4')
  // A zone (`fe80::1%eth0`) only ever belongs to addresses that are not public.
  if (!isIPv6(address) || address.includes('%')) return false
  if (carriers.check(address, 'ipv6')) return isPublicAddress(tailOf(address))
  return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/** Whether an address is this machine itself. */
export const isLoopbackAddress = (address: string): boolean => {
  if (isIPv4(address)) return loopback.check(address, 'ipv4')
  return isIPv6(address) && loopback.check(address, 'ipv6')
}
