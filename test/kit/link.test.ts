import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBuilder } from '../../src/graph/builder.ts'
import type { RequestContext } from '../../src/graph/context.ts'
import { clearLoaded } from '../../src/kit/loaded.ts'
import { link, type LinkOptions, type Several } from '../../src/kit/link.ts'
import { mountGraph, type MountedGraph } from '../helpers/mounted.ts'

interface Person {
  readonly email: string | null
}
interface Card {
  readonly name: string
  readonly at: number
}

const OLD = { name: 'old', at: 1 }
const NEW = { name: 'new', at: 3 }
const MIDDLE = { name: 'middle', at: 2 }

const builder = createBuilder()
const A = builder.objectRef<Person>('Person')
const B = builder.objectRef<Card>('Card')

let graph: MountedGraph
beforeAll(async () => {
  graph = await mountGraph({ sources: [] })
})
afterAll(() => graph.close())

const linkTo = (found: Awaited<ReturnType<LinkOptions<Person, Card>['find']>>, over: object = {}) => {
  const asked: string[] = []
  const follow = link<Person, Card>(A, B, {
    source: { name: 'cards' },
    by: 'EMAIL_ADDRESS',
    value: ({ email }) => email,
    find: async (value, _context, at) => {
      asked.push(`${at.account ?? '-'}:${value}`)
      return found
    },
    ...over,
  })
  return {
    asked,
    follow: (context: RequestContext = graph.context()) => follow({ email: 'ada@example.com' }, context),
    link: follow,
  }
}

describe('several matches', () => {
  const rows = [OLD, NEW, MIDDLE]

  it.each<[string, Several<Card>, Card | null]>([
    ['first takes what the vendor lists first', 'first', OLD],
    ['newest takes the latest moment', { newest: ({ at }) => at }, NEW],
    ['newest takes the first of those without a moment', { newest: () => null }, OLD],
    ['all chooses none', 'all', null],
  ])('%s', async (_, several, row) => {
    const linked = await linkTo(rows, { several }).follow()
    expect(linked).toMatchObject({ row, rows, match: { outcome: 'MATCHED', candidates: 3 } })
  })

  it('refuse is an error that says how many there are, and where', async () => {
    await expect(linkTo(rows, { several: 'refuse' }).follow()).rejects.toMatchObject({
      code: 'UPSTREAM_CONFLICT',
      message: expect.stringMatching(/^3 objects of Card fit one Person by EMAIL_ADDRESS.*at cards\.$/),
      facts: { source: 'cards' },
    })
  })

  it.each<Several<Card>>(['first', 'refuse', 'all'])('%s takes the only one', async (several) => {
    expect((await linkTo([NEW], { several }).follow()).row).toBe(NEW)
    expect((await linkTo(NEW, { several }).follow()).row).toBe(NEW)
  })
})

describe('a match', () => {
  it.each([
    ['nothing', null],
    ['an empty list', []],
  ])('%s is NOT_FOUND', async (_, found) => {
    expect(await linkTo(found).follow()).toEqual({
      row: null,
      rows: [],
      match: { outcome: 'NOT_FOUND', by: 'EMAIL_ADDRESS', value: 'ada@example.com', confidence: null, candidates: 0 },
    })
  })

  it('without a value is NOT_LINKED, and nobody is asked', async () => {
    const { link: follow, asked } = linkTo([NEW])
    const { match } = await follow({ email: null }, graph.context())
    expect(match).toMatchObject({ outcome: 'NOT_LINKED', value: null, confidence: null })
    expect(asked).toEqual([])
  })

  it('is VERIFIED where the one that was chosen is, and where none was chosen only if all are', async () => {
    const isVerified = ({ name }: Card) => name === 'new'
    const confidence = async (several: Several<Card>, found: Card[]) =>
      (await linkTo(found, { several, isVerified }).follow()).match.confidence
    expect(await confidence('first', [NEW, OLD])).toBe('VERIFIED')
    expect(await confidence('first', [OLD, NEW])).toBe('UNVERIFIED')
    expect(await confidence('all', [NEW, OLD])).toBe('UNVERIFIED')
    expect(await confidence('all', [NEW, NEW])).toBe('VERIFIED')
  })

  it('whose row could not be read is its error', async () => {
    await expect(linkTo([NEW, new Error('no row')]).follow()).rejects.toThrow('no row')
  })
})

describe('following', () => {
  it('the same value in one request asks once; another account, request, or a write in between asks again', async () => {
    const { asked, link: follow } = linkTo([NEW])
    const [ada, context] = [{ email: 'ada@example.com' }, graph.context()]
    await Promise.all([follow(ada, context), follow({ ...ada }, context)])
    await follow(ada, context)
    expect(asked).toEqual(['-:ada@example.com'])
    await follow(ada, context, 'eu')
    clearLoaded(context)
    await follow(ada, context)
    await follow(ada, graph.context())
    expect(asked).toEqual(['-', 'eu', '-', '-'].map((account) => `${account}:ada@example.com`))
  })

  it('what `find` throws before it promises anything is the error of the link', async () => {
    const find = () => {
      throw new Error('no such account')
    }
    await expect(linkTo(null, { find }).follow()).rejects.toThrow('no such account')
  })
})
