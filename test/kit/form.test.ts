import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromForm, toForm, toQuery } from '../../src/kit/form.ts'

// A name of digits alone would read as a place in a list, and brackets are the form's own.
const name = fc.stringMatching(/^[a-zA-Z_][\w .&=+%-]{0,8}$/)
const { tree } = fc.letrec<{ tree: unknown; leaf: string; list: unknown[]; branch: Record<string, unknown> }>(
  (tie) => ({
    tree: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('list'), tie('branch')),
    leaf: fc.string({ unit: 'grapheme' }),
    list: fc.array(tie('tree'), { minLength: 1, maxLength: 12 }),
    branch: fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  }),
)

describe('a form', () => {
  it('comes back as it was written, lists and branches included', () => {
    fc.assert(
      fc.property(fc.dictionary(name, tree, { maxKeys: 4, noNullPrototype: true }), (values) => {
        expect(fromForm(toForm(values))).toEqual(values)
      }),
    )
  })

  it.each([
    [{ metadata: { a: 'b' } }, 'metadata[a]=b'],
    [{ items: [{ price: 'p' }, { price: 'q' }] }, 'items[0][price]=p&items[1][price]=q'],
    [{ amount: 5, live: true }, 'amount=5&live=true'],
    [{ note: null, gone: undefined, none: [] }, 'note='],
  ])('of %j is %s', (values, text) => expect(decodeURIComponent(toForm(values))).toBe(text))

  it('with empty brackets is a list', () => {
    expect(fromForm('expand[]=a&expand[]=b')).toEqual({ expand: ['a', 'b'] })
  })

  it('cannot reach a prototype', () => {
    fromForm('__proto__[polluted]=yes&constructor[prototype][polluted]=yes')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('a query', () => {
  it('repeats the name of a list', () => expect(toQuery({ a: [1, 2], b: 'c d' })).toBe('a=1&a=2&b=c+d'))
})
