import { describe, expect, it } from 'vitest'
import { fromLink, fromUrl } from '../../src/kit/index.ts'

describe('the next page, told by a Link header', () => {
  it.each([
    ['<https://api.example/rows?page=2>; rel="next"', '2'],
    ['<https://api.example/rows?page=1>; rel="prev", <https://api.example/rows?page=3>; rel="next"', '3'],
    ['<https://api.example/rows?page=3>; rel="last next"', '3'],
    ['<https://api.example/rows?page=3>; title="a, rel=\\"next\\""; rel=next', '3'],
    ['</rows?page=4&per_page=2>;rel=NEXT', '4'],
    ['<https://api.example/rows?a=1,2&page=5>; rel="next"', '5'],
    ['<https://api.example/rows?page=9>; rel="last"', null],
    ['<https://api.example/rows?cursor=9>; rel="next"', null],
    ['nonsense; rel="next"', null],
    ['', null],
  ])('%s', (link, expected) => {
    expect(fromLink({ link }, 'page')).toBe(expected)
  })

  it('is none without the header', () => {
    expect(fromLink({}, 'page')).toBeNull()
  })
})

describe('the next page, told by its URL', () => {
  it.each([
    ['https://api.example/rows?page_token=a%2Fb%3D', 'a/b='],
    ['/rows?page_token=x', 'x'],
    ['https://elsewhere.example/?page_token=x', 'x'],
    ['https://api.example/rows', null],
    ['http://[', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('%s', (url, expected) => {
    expect(fromUrl(url, 'page_token')).toBe(expected)
  })
})
