import { describe, expect, it } from 'vitest'
import { fillTemplate, slotsOf } from '../../src/kit/template.ts'

describe('a template', () => {
  it('names its slots in order', () => expect(slotsOf('v1/{a}/b/{c.d}')).toEqual(['a', 'c.d']))

  it.each([
    ['customer:{id}', { id: 'cus_1' }, 'customer:cus_1'],
    ['{a}:{b}', { a: 1, b: 0 }, '1:0'],
    ['customers', {}, 'customers'],
    ['customer:{id}', {}, null],
    ['customer:{id}', { id: null }, null],
    ['customer:{id}', { id: '' }, null],
  ])('%s of %j is %s', (template, values: Record<string, unknown>, filled) => {
    expect(fillTemplate(template, (slot) => values[slot])).toBe(filled)
  })

  it('fills a value in as it is, dollar signs and braces included', () => {
    expect(fillTemplate('a:{x}', () => '$&{x}')).toBe('a:$&{x}')
  })
})
