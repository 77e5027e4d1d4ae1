import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkUrl, createLookup, type ResolveAll } from '../../src/upstream/egress.ts'
import { isLoopbackAddress, isPublicAddress } from '../../src/upstream/public-address.ts'

const live = {
  source: 'shop',
  baseUrl: 'https://api.shop.test/v1/',
  hosts: ['files.shop.test', '*.my.shop.test'],
  isSandbox: false,
}
const sandbox = { source: 'shop', baseUrl: 'http://127.0.0.1:4010', hosts: [], isSandbox: true }

describe('URLs', () => {
  test.each([
    'https://api.shop.test/v1/x',
    'https://API.shop.test/',
    'https://api.shop.test:443/',
    'https://files.shop.test/',
    'https://one.my.shop.test/',
  ])('%s may be called', (url) => expect(checkUrl(url, live)).toBeNull())

  test.each([
    ['http://api.shop.test/', 'https'],
    ['https://api.shop.test:8443/', 'list'],
    ['https://api.shop.test.evil.test/', 'list'],
    ['https://evilmy.shop.test/', 'list'],
    ['https://api.shop.test@evil.test/', 'list'],
    ['https://user:hush@api.shop.test/', 'user'],
    ['file:///etc/passwd', 'list'],
    ['//api.shop.test', 'cannot be read'],
  ])('%s is refused', (url, why) => {
    const refusal = checkUrl(url, live)
    expect(refusal).toMatchObject({ code: 'EGRESS_REFUSED', facts: { beforeSending: true } })
    expect(refusal?.message).toContain(why)
    expect(refusal?.message).not.toContain('hush')
  })

  test('a sandbox may speak plain http on loopback, and go nowhere else', () => {
    expect(checkUrl('http://127.0.0.1:4010/x', sandbox)).toBeNull()
    expect(checkUrl('http://127.0.0.1:4011/x', sandbox)).not.toBeNull()
    expect(checkUrl('http://8.8.8.8/', { ...sandbox, baseUrl: 'http://8.8.8.8' })).not.toBeNull()
  })

  test.each([
    'https://127.0.0.1',
    'https://[::1]',
    'https://2130706433',
    'https://0x7f.1',
    'https://[::ffff:10.0.0.1]',
  ])('an inner address written out (%s) is refused even when it is listed', (baseUrl) =>
    expect(checkUrl(baseUrl, { ...live, baseUrl })).not.toBeNull(),
  )
})

describe('addresses', () => {
  test.each([
    '8.8.8.8',
    '172.32.0.1',
    '2606:4700:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '64:ff9b::8.8.8.8',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  test.each([
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1', '172.31.255.255',
    '192.168.1.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fe80::1%eth0',
    'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::a00:1', '64:ff9b:1::1',
    '2001:db8::1', '2001:0:1::1', '2002:7f00:1::', '::127.0.0.1', 'not an address', '',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false)) // prettier-ignore

  test('an IPv4 address is as public mapped or translated into IPv6 as it is itself', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
        const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
        const isPublic = isPublicAddress(address)
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublic)
        expect(isPublicAddress(`::ffff:${groups}`)).toBe(isPublic)
        expect(isPublicAddress(`64:ff9b::${groups}`)).toBe(isPublic)
      }),
    )
  })

  test('loopback is loopback in every form', () => {
    expect(['127.0.0.1', '127.1.1.1', '::1', '::ffff:127.0.0.1'].map(isLoopbackAddress)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['8.8.8.8', '10.0.0.1', '::2', 'localhost'].some(isLoopbackAddress)).toBe(false)
  })
})

describe('a lookup for a connection', () => {
  const resolving =
    (...addresses: string[]): ResolveAll =>
    (_name, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )

  const look = (resolveAll: ResolveAll, all: boolean, scope = live) =>
    new Promise((resolve) => {
      createLookup(scope, resolveAll)('api.shop.test', { all }, (error, address, family) =>
        resolve(error ?? (family === undefined ? address : [address, family])),
      )
    })

  test('hands out what is public, all of it or the first', async () => {
    expect(await look(resolving('8.8.8.8', '2606:4700::1'), false)).toEqual(['8.8.8.8', 4])
    expect(await look(resolving('8.8.8.8'), true)).toEqual([{ address: '8.8.8.8', family: 4 }])
  })

  test('refuses a name when one of its addresses leads inside, and a name without any', async () => {
    expect(await look(resolving('8.8.8.8', '169.254.169.254'), true)).toMatchObject({ code: 'EGRESS_REFUSED' })
    expect(await look(resolving(), true)).toMatchObject({ code: 'EGRESS_REFUSED' })
  })

  test('checks anew every time, so a name that changes its mind gains nothing', async () => {
    const answers = [['8.8.8.8'], ['127.0.0.1']]
    const changing: ResolveAll = (name, options, done) => resolving(...(answers.shift() ?? []))(name, options, done)
    const lookup = createLookup(live, changing)
    const ask = () => new Promise((resolve) => lookup('a', { all: true }, (error) => resolve(error?.code ?? 'ok')))
    expect([await ask(), await ask()]).toEqual(['ok', 'EGRESS_REFUSED'])
  })

  test('passes on that a name does not exist', async () => {
    const unknown: ResolveAll = (_name, _options, done) =>
      done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
    expect(await look(unknown, false)).toMatchObject({ code: 'ENOTFOUND' })
  })
})
