import { expect, test } from 'vitest'
import { startFetched } from '../../helpers/fetch-vendor.ts'
import { startVendor, type Act } from '../../helpers/scripted-vendor.ts'

const to = (location: string, status = 302): Act => ({ status, headers: { location }, bytes: '' })
const ok: Act = { bytes: 'there' }
const secrets = { authorization: 'Bearer s', cookie: 'a=b', 'x-api-key': 'k', 'x-plain': 'p' }

test('a redirect within the hosts is followed', async () => {
  const { fetch, origin, received } = await startFetched({}, to('/b'), ok)
  const response = await fetch(`${origin}/a`, { headers: secrets })
  expect(response).toMatchObject({ redirected: true, url: `${origin}/b`, status: 200 })
  expect(received[1]).toMatchObject({ url: '/b', headers: secrets })
})

test('a redirect to a host that is not listed is refused', async () => {
  const elsewhere = await startVendor(ok)
  const { fetch, origin } = await startFetched({}, to(elsewhere.origin))
  await expect(fetch(origin)).rejects.toMatchObject({ code: 'EGRESS_REFUSED' })
  expect(elsewhere.received).toHaveLength(0)
})

test('a redirect to another host carries no credential', async () => {
  const elsewhere = await startVendor(ok)
  const { fetch, origin } = await startFetched({ hosts: ['127.0.0.1:1', '127.0.0.1:*'] }, ok)
  await expect(fetch(origin)).rejects.toMatchObject({ code: 'EGRESS_REFUSED' })
  const here = await startVendor(to(elsewhere.origin))
  const hosts = [here.origin, elsewhere.origin].map((url) => new URL(url).host)
  const both = await startFetched({ hosts }, ok)
  await both.fetch(here.origin, { headers: secrets })
  expect(elsewhere.received[0]?.headers).toMatchObject({ 'x-plain': 'p' })
  for (const name of ['authorization', 'cookie', 'x-api-key'])
    expect(elsewhere.received[0]?.headers).not.toHaveProperty(name)
})

test.each([
  [301, 'POST', 'GET', ''],
  [302, 'POST', 'GET', ''],
  [303, 'PUT', 'GET', ''],
  [301, 'PUT', 'PUT', 'a'],
  [307, 'POST', 'POST', 'a'],
  [308, 'POST', 'POST', 'a'],
])('%d makes of %s a %s', async (status, method, next, body) => {
  const { fetch, origin, received } = await startFetched({ cache: false }, to('/b', status), ok)
  await fetch(origin, { method, body: 'a' })
  expect(received[1]).toMatchObject({ method: next, body })
  expect(received[1]?.headers['content-type']).toBe(body === '' ? undefined : 'text/plain;charset=UTF-8')
})

test('a redirect is handed on as it is where that is asked for', async () => {
  const { fetch, origin } = await startFetched({}, to('/b'))
  const response = await fetch(origin, { redirect: 'manual' })
  expect(response.status).toBe(302)
  expect(response.headers.get('location')).toBe('/b')
})

test('a redirect is an error where that is asked for, or where it never ends', async () => {
  const { fetch, origin, received } = await startFetched({ maxRedirects: 3, cache: false }, to('/b'))
  await expect(fetch(origin, { redirect: 'error' })).rejects.toMatchObject({ code: 'UPSTREAM_REJECTED' })
  await expect(fetch(origin)).rejects.toThrow(/more than 3 redirects/)
  expect(received).toHaveLength(5)
})

test('a stream is not sent twice', async () => {
  const { fetch, origin } = await startFetched({}, to('/b', 307), ok)
  await expect(fetch(origin, { method: 'PUT', body: new Blob(['a']).stream() })).rejects.toThrow(/was a stream/)
})
