import { describe, expect, it } from 'vitest'
import { parseArgs } from '../../src/cli/call-args.ts'
import { parseFaultScript } from '../../src/cli/fault-script.ts'
import { nearestOf } from '../../src/core/nearest.ts'

describe('a fault script', () => {
  it.each([
    ['off', []],
    ['503', [{ fault: { kind: 'status', status: 503 } }]],
    ['503*3', [{ fault: { kind: 'status', status: 503 }, times: 3 }]],
    [
      '429(60)@customers',
      [{ fault: { kind: 'status', status: 429, headers: { 'retry-after': '60' } }, operation: 'customers' }],
    ],
    [
      'latency(20)*2@a, hang',
      [{ fault: { kind: 'latency', delayMs: 20 }, times: 2, operation: 'a' }, { fault: { kind: 'hang' } }],
    ],
    ['reset,truncate', [{ fault: { kind: 'reset' } }, { fault: { kind: 'truncate' } }]],
  ])('%s', (script, rules) => expect(parseFaultScript(script)).toEqual(rules))

  it.each(['', ',', '99', '700', 'latency', 'hang(3)', '503*0', '503*', 'off,503', 'nonsense', '503@', '503 *3'])(
    '"%s" is refused with what a script may say',
    (script) => expect(() => parseFaultScript(script)).toThrow(/A script is a list of steps/),
  )
})

describe('arguments of a call', () => {
  it.each([
    [['a=1'], { a: '1' }],
    [['a='], { a: '' }],
    [['a=b=c'], { a: 'b=c' }],
    [['a.b=1', 'a.c=2'], { a: { b: '1', c: '2' } }],
    [['a=1', 'a=2', 'a=3'], { a: ['1', '2', '3'] }],
    [['a[]=1'], { a: ['1'] }],
    [['a:=[1,{"b":null}]'], { a: [1, { b: null }] }],
  ])('%j', (words, args) => expect(parseArgs(words)).toEqual(args))

  it('cannot reach the prototype of anything', () => {
    parseArgs(['__proto__.polluted=1', 'constructor.prototype.polluted=1'])
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('the nearest word', () => {
  const known = ['stripe', 'github', 'hubspot', 'slack']
  it.each([
    ['strip', 'stripe'],
    ['Stripe', 'stripe'],
    ['gihtub', 'github'],
    ['hub', 'hubspot'],
    ['salesforce', null],
    ['', null],
  ])('to "%s" is %s', (word, nearest) => expect(nearestOf(word, known)).toBe(nearest))
})
