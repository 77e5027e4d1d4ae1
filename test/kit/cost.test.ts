import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  parse,
  type GraphQLSchema,
} from 'graphql'
import { afterAll, describe, expect, it } from 'vitest'
import { isHeadwatersError } from '../../src/core/headwaters-error.ts'
import { toGlobalId } from '../../src/core/global-id.ts'
import { ENTITIES } from '../../src/entities/index.ts'
import { costOf } from '../../src/graph/field-cost.ts'
import { assertAffordable } from '../../src/kit/cost-budget.ts'
import { estimateCost } from '../../src/kit/cost.ts'
import { SOURCES } from '../../src/sources/index.ts'
import { fixture } from '../helpers/fixture-source.ts'
import { mountGraph } from '../helpers/mounted.ts'

const library = await mountGraph({ sources: [fixture] })
const ours = await mountGraph({ sources: SOURCES, extensions: ENTITIES })
afterAll(() => Promise.all([library.close(), ours.close()]))

const estimate = (schema: GraphQLSchema, query: string, variables = {}) =>
  estimateCost({ schema, document: parse(query), variables })

const node = (id: string, type = 'LibraryAuthor') => toGlobalId({ type, account: 'default', id })

describe('the estimate of', () => {
  const rows: readonly (readonly [what: string, query: string, calls: number])[] = [
    ['what asks nobody', '{ sources { name } library { __typename } }', 0],
    ['one object', '{ library { book(id: "bk_1") { title } } }', 1],
    ['a page', '{ library { books(first: 4) { nodes { title } } } }', 1],
    [
      'a page of the usual size, which is here the vendor’s maximum',
      '{ library { books { nodes { loans { nodes { days } } } } } }',
      5,
    ],
    ['a page in each row of a page', '{ library { books(first: 3) { nodes { loans { nodes { days } } } } } }', 4],
    [
      'keys that arrive together: four keys, three at a batch',
      '{ library { books { nodes { author { name } } } } }',
      3,
    ],
    [
      'two fields whose keys arrive together',
      '{ library { books(first: 1) { nodes { a: author { name } b: author { id } } } } }',
      2,
    ],
    ['keys of an argument', '{ library { authorsById(ids: ["a", "b", "c", "d"]) { name } } }', 2],
    ['no keys', '{ library { authorsById(ids: []) { name } } }', 0],
    ['a field that is skipped', '{ library { book(id: "bk_1") @skip(if: true) { title } } }', 0],
    ['a field that stands there twice', '{ library { book(id: "bk_1") { title } book(id: "bk_1") { id } } }', 1],
    ['a fragment', '{ ...Q } fragment Q on Query { library { book(id: "bk_1") { title } } }', 1],
    ['a node', `{ node(id: "${node('au_1')}") { id ... on LibraryAuthor { name } } }`, 1],
    ['nodes of one type', `{ nodes(ids: ["${node('au_1')}", "${node('au_2')}"]) { id } }`, 1],
    ['nodes of two types', `{ nodes(ids: ["${node('au_1')}", "${node('bk_2', 'LibraryBook')}"]) { id } }`, 2],
    ['what is no id of a node', '{ node(id: "nonsense") { id } }', 0],
    [
      'more rows than may be asked for at once, which fails',
      '{ library { books(first: 1000000) { nodes { loans { nodes { days } } } } } }',
      50,
    ],
    [
      'a write',
      'mutation { libraryRenameBook(input: { id: "bk_1", title: "A" }) { ... on LibraryBook { title author { name } } } }',
      2,
    ],
    [
      'two writes, which share no batch',
      'mutation { a: libraryRenameBook(input: { id: "bk_1", title: "A" }) { ... on LibraryBook { author { name } } } b: libraryRenameBook(input: { id: "bk_1", title: "A" }) { ... on LibraryBook { author { name } } } }',
      4,
    ],
    [
      'two accounts, which share no batch',
      '{ a: library(account: "a") { authorsById(ids: ["x"]) { name } } b: library(account: "b") { authorsById(ids: ["x"]) { name } } }',
      2,
    ],
  ]
  it.each(rows)('%s', (_what, query, calls) => {
    expect(estimate(library.schema, query)?.calls).toBe(calls)
  })

  it('variables that are left out have their default', () => {
    const query = 'query ($first: Int = 2) { library { books(first: $first) { nodes { loans { nodes { days } } } } } }'
    expect(estimate(library.schema, query)?.calls).toBe(3)
    expect(estimate(library.schema, query, { first: 1 })?.calls).toBe(2)
  })

  it('what will not run at all is null', () => {
    const query = 'query ($id: ID!) { library { book(id: $id) { title } } }'
    expect(estimate(library.schema, query)).toBeNull()
    expect(estimateCost({ schema: library.schema, document: parse(query), operationName: 'Other' })).toBeNull()
  })

  it('people counts each vendor: those that take one address a call, and those that take many', () => {
    const query =
      'query ($emails: [EmailAddress!]!) { people(emails: $emails) { stripe { customer { email } } hubspot { contact { email } } } }'
    const emails = Array.from({ length: 50 }, (_, at) => `p${at}@example.com`)
    expect(estimate(ours.schema, query, { emails })?.bySource).toEqual({ stripe: 50, hubspot: 1 })
  })

  it('a part that a write has answered is read whole once, and what was read is not read again', () => {
    const fields = 'email firstName lastName'
    const written = `mutation { hubspotUpdateContact(input: { id: "1", firstName: "A" }) { ... on HubspotContact { ${fields} } } }`
    expect(estimate(ours.schema, written)?.calls).toBe(2)
    expect(estimate(ours.schema, `{ hubspot { contacts { nodes { ${fields} } } } }`)?.calls).toBe(1)
  })

  it('a bulk write counts its calls, and those that look for items at fault', () => {
    const query =
      'mutation ($items: [HubspotContactItem!]!) { hubspotCreateContacts(input: { items: $items }) { succeeded } }'
    const items = Array.from({ length: 250 }, () => ({ firstName: 'A' }))
    expect(estimate(ours.schema, query, { items: items.slice(0, 1) })?.calls).toBe(1)
    expect(estimate(ours.schema, query, { items })?.calls).toBe(3 + 32)
  })
})

describe('the budget', () => {
  const dear = estimate(library.schema, '{ library { books { nodes { loans { nodes { days } } } } } }')
  const budget = { maxUpstreamCalls: 5, maxUpstreamCallsBySource: {} }
  const refusal = (limits: Partial<typeof budget & { maxUpstreamCallsBySource: Record<string, number> }>) => {
    try {
      if (dear) assertAffordable(dear, { ...budget, ...limits })
      return null
    } catch (thrown) {
      return isHeadwatersError(thrown) ? thrown : null
    }
  }

  it('lets through what it just allows', () => {
    expect(refusal({})).toBeNull()
    expect(refusal({ maxUpstreamCallsBySource: { library: 5, other: 0 } })).toBeNull()
  })

  it('refuses more, and tells the arithmetic', () => {
    const error = refusal({ maxUpstreamCalls: 4 })
    expect(error?.code).toBe('TOO_COSTLY')
    expect(error?.message).toContain('up to 5 upstream calls (library 5); 4 are allowed')
    expect(error?.facts.details).toEqual([
      { field: 'library.books.nodes.loans', issue: 'asks library.loanPage 4 times' },
      { field: 'library.books', issue: 'asks library.books 1 time' },
    ])
  })

  it('refuses more than one source may be asked', () => {
    const error = refusal({ maxUpstreamCallsBySource: { library: 4 } })
    expect(error?.message).toContain('up to 5 calls to library; 4 are allowed')
  })

  it('a short document whose fragments open to a long one is refused without a long walk', () => {
    const levels = Array.from(
      { length: 20 },
      (_, at) => `fragment F${at} on LibraryBook { a: loans { ...G${at} } b: loans { ...G${at} } }
      fragment G${at} on LibraryLoanConnection { __typename }`,
    )
    const bushes = Array.from(
      { length: 18 },
      (_, at) => `fragment B${at} on Query { x${at}: library { ...L${at} } }
      fragment L${at} on Library { ${'abcdefghij'
        .split('')
        .map((name) => `${name}: book(id: "bk_1") { ...F0 ...T${at} }`)
        .join(' ')} }
      fragment T${at} on LibraryBook { ${Array.from({ length: 130 }, (_x, n) => `t${n}: title`).join(' ')} }`,
    )
    const query = `{ ${bushes.map((_, at) => `...B${at}`).join(' ')} } ${bushes.join('\n')} ${levels[0]}`
    expect(() => estimate(library.schema, query)).toThrow(/more than 20000 fields/)
  })
})

/** Types below which a vendor is asked. */
const above = (schema: GraphQLSchema): ReadonlySet<string> => {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType)
  const found = new Set<string>()
  const asks = (name: string): boolean => {
    const type = schema.getType(name)
    const all = isCompositeType(type) && !isObjectType(type) ? schema.getPossibleTypes(type) : [type]
    return all.some((one) => one !== undefined && found.has(one.name))
  }
  for (let size = -1; size !== found.size;) {
    size = found.size
    for (const type of types) {
      const fields = Object.values(type.getFields())
      if (fields.some((field) => costOf(field)?.uses || asks(getNamedType(field.type).name))) found.add(type.name)
    }
  }
  return found
}

describe('the schema', () => {
  it('every list above a vendor has a bound', () => {
    const asking = above(ours.schema)
    const unbounded = Object.values(ours.schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => isListType(getNullableType(field.type)) && asking.has(getNamedType(field.type).name))
          .filter((field) => costOf(field)?.rows === undefined)
          .map((field) => `${type.name}.${field.name}`),
      )
    expect(unbounded).toEqual([])
  })
})
