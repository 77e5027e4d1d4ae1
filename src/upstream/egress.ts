import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { HeadwatersError } from '../core/headwaters-error.ts'
import type { UpstreamProfile } from './profile.ts'
import type { TlsOptions } from './tls-options.ts'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'

/** What the operator says of the way out, for all sources; a source, a description or a request never does. */
export interface EgressOptions {
  /**
   * Networks that may be connected to although they are not public (`10.1.0.0/16`, `fd00::/8`).
   * @default none
   * @see RFC 6890: the addresses that are no public host
   */
  readonly allowCidrs?: readonly string[]
  /**
   * The outward proxy (`http://user:password@proxy:3128`): every call goes through a tunnel of it.
   * @default straight out
   * @see RFC 9110, section 9.3.6 (CONNECT)
   */
  readonly proxyUrl?: string
  /**
   * Certificates of every call; a source's own win.
   * @default the system's authorities, no certificate of ours
   * @see TlsOptions
   */
  readonly tls?: TlsOptions
}

/** Where calls of a source may go. */
export type EgressScope = Pick<UpstreamProfile, 'source' | 'baseUrl' | 'hosts' | 'isSandbox'> & {
  /** Addresses beyond the public ones, from {@link toAllowed}. */
  readonly allowed?: BlockList
}

/** The operator's list of networks, to be looked things up in. Throws what is wrong with it. */
export const toAllowed = (cidrs: readonly string[]): BlockList => {
  const allowed = new BlockList()
  for (const cidr of cidrs) {
    const [address = '', bits = ''] = cidr.split('/')
    const family = isIP(address)
    const most = family === 6 ? 128 : 32
    if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) {
      throw new TypeError(`"${cidr}" is no network; write it as 10.1.0.0/16 or fd00::/8.`)
    }
    allowed.addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4')
  }
  return allowed
}

/** Asks the system for all addresses of a name. */
export type ResolveAll = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

const refused = (source: string, why: string): HeadwatersError =>
  new HeadwatersError('EGRESS_REFUSED', `A call of ${source} was not sent: ${why}.`, {
    source,
    beforeSending: true,
    shouldRetry: false,
  })

/** Whether a host is one of those listed; `*.example.com` stands for every name below it. */
const isListed = (url: URL, { baseUrl, hosts }: EgressScope): boolean =>
  [new URL(baseUrl).host, ...hosts].some((entry) => {
    const host = entry.toLowerCase()
    return host.startsWith('*.') ? url.host.endsWith(host.slice(1)) : url.host === host
  })

const isAllowed = (address: string, allowed: BlockList | undefined): boolean =>
  allowed !== undefined && isIP(address) !== 0 && allowed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const mayConnect = (address: string, { isSandbox, allowed }: EgressScope): boolean =>
  isSandbox ? isLoopbackAddress(address) : isPublicAddress(address) || isAllowed(address, allowed)

const whyNotAddress = ({ isSandbox }: EgressScope): string =>
  isSandbox
    ? 'a sandbox is reached on loopback only'
    : 'the host has a private, loopback, link-local or reserved address; an operator may allow its network'

/** Why a URL may not be called, as an `EGRESS_REFUSED`; null when it may. */
export const checkUrl = (text: string, scope: EgressScope): HeadwatersError | null => {
  if (!URL.canParse(text)) return refused(scope.source, 'its URL cannot be read')
  const url = new URL(text)
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  if (!isListed(url, scope))
    return refused(scope.source, `the host ${url.host} is not in the source's list; add it to \`hosts\``)
  if (url.username !== '' || url.password !== '') return refused(scope.source, 'its URL carries a user or a password')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && scope.isSandbox)) {
    return refused(scope.source, 'only https is allowed')
  }
  // A literal address is connected to without a lookup, so it is checked here.
  return isIP(hostname) === 0 || mayConnect(hostname, scope) ? null : refused(scope.source, whyNotAddress(scope))
}

/**
 * A lookup for connections that hands out only addresses that may be connected to. It runs for every new connection, and
 * what it hands out is what is connected to: a name that changes its mind in between gains nothing.
 */
export const createLookup = (scope: EgressScope, resolveAll: ResolveAll = systemLookup): LookupFunction => {
  return (hostname, options, done) => {
    resolveAll(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, '')
      const [first] = addresses
      if (first === undefined || !addresses.every(({ address }) => mayConnect(address, scope))) {
        return done(refused(scope.source, whyNotAddress(scope)), '')
      }
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family)
    })
  }
}
