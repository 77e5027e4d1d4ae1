import { strict as assert } from 'node:assert'
import { toStableText } from '../core/fingerprint.ts'
import { isHeadwatersError } from '../core/headwaters-error.ts'
import type { PageRequest } from '../graph/page-args.ts'
import type { Paging } from '../kit/operation.ts'
import { callsOf, mostRows } from '../kit/page-walk.ts'
import type { Page } from '../kit/verbs.ts'
import type { Args } from './asking.ts'
import { bendFirstRow } from './bend.ts'
import { promise, type ListPromises } from './promise.ts'
import type { Stage } from './stage.ts'

/** A list of a source: how it is paged, and what else it is asked. */
interface List {
  readonly stage: Stage
  readonly name: string
  readonly paging: Paging
  readonly rest: Args
}

/** No sandbox's list takes more pages than this. */
const MOST_PAGES = 2_000

const listOf = (stage: Stage, name: string, paging: Paging): List => {
  const names = new Set([paging.after, paging.before, paging.size, paging.sizeBackward, paging.sync?.after])
  const rest = Object.fromEntries(Object.entries(stage.sample(name)).filter(([argument]) => !names.has(argument)))
  return { stage, name, paging, rest }
}

const readPage = ({ stage, name, rest }: List, request: PageRequest): Promise<Page<unknown>> =>
  stage.value(stage.page(name, rest, request))

const textsOf = ({ rows }: Page<unknown>): string[] =>
  rows.map(({ value }) => {
    if (isHeadwatersError(value)) throw value
    return toStableText(value)
  })

/** Reads a list to its end, from page to page as a client would. */
const readOn = async (
  list: List,
  { direction, size, from }: PageRequest,
): Promise<{ readonly rows: readonly string[]; readonly pages: number }> => {
  const rows: string[] = []
  const passed = new Set<string>()
  let at = from
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    const page = await readPage(list, { direction, size, from: at })
    assert.ok(page.rows.length <= size, `a page of ${size} has ${page.rows.length} rows`)
    const texts = textsOf(page)
    rows.splice(direction === 'forward' ? rows.length : 0, 0, ...texts)
    if (!(direction === 'forward' ? page.hasNext : page.hasPrevious)) return { rows, pages }
    const edge = page.rows.at(direction === 'forward' ? -1 : 0)
    assert.ok(edge, 'a page without rows says that more follow, so nobody can go on')
    at = edge.position
    const mark = `${at.at} ${at.skip}`
    assert.ok(!passed.has(mark), 'it goes round in a circle: a page begins where an earlier one began')
    passed.add(mark)
  }
  return assert.fail(`${list.name} did not end within ${MOST_PAGES} pages of ${size}`)
}

/** Rows that are gone are null, each like the other. */
const assertOnce = (rows: readonly string[]): void => {
  const twice = rows.filter((row, index) => row !== 'null' && rows.indexOf(row) !== index)
  assert.equal(twice.length, 0, `${twice.length} rows came twice`)
}

/** Pages end and have no row twice, whatever their size. */
const readAll = async (list: List): Promise<void> => {
  const { max } = list.paging
  const whole = await readOn(list, { direction: 'forward', size: max, from: null })
  assert.notEqual(whole.rows.length, 0, 'the sample has to lead to a list with rows')
  assertOnce(whole.rows)
  for (const size of [1, 2].filter((small) => small < max)) {
    const { rows } = await readOn(list, { direction: 'forward', size, from: null })
    assertOnce(rows)
    assert.deepEqual(rows, whole.rows, `pages of ${size} and of ${max} hold the same rows in the same order`)
  }
}

/** A client may go on from any row, not only from the last of a page, and with pages of another size. */
const readFromAny = async (list: List): Promise<void> => {
  const { max } = list.paging
  const page = await readPage(list, { direction: 'forward', size: Math.min(max, 5), from: null })
  const whole = await readOn(list, { direction: 'forward', size: max, from: null })
  for (const [index, { position }] of page.rows.entries()) {
    const rest = whole.rows.slice(index + 1)
    if (rest.length === 0) continue
    const texts = textsOf(await readPage(list, { direction: 'forward', size: Math.min(max, 3), from: position }))
    assert.notEqual(texts.length, 0, `after row ${index + 1} there are more`)
    assert.deepEqual(texts, rest.slice(0, texts.length), `after row ${index + 1} come the rows that follow it`)
  }
}

/** A caller may ask for more rows than the vendor gives at once; it takes no more calls than that many pages. */
const readLarge = async (list: List): Promise<void> => {
  const { stage, name, paging } = list
  const whole = await readOn(list, { direction: 'forward', size: paging.max, from: null })
  stage.graph.registry.parts.answers.clear()
  const before = stage.countOf(name)
  const size = Math.min(3 * paging.max, mostRows(paging))
  const page = await readPage(list, { direction: 'forward', size, from: null })
  const rows = textsOf(page)
  assert.ok(rows.length <= size, `a page of ${size} has ${rows.length} rows`)
  assert.deepEqual(rows, whole.rows.slice(0, rows.length), 'a page of many rows holds the first of the list')
  assert.ok(page.hasNext || rows.length === whole.rows.length, 'it ends before the list, and says that it does not')
  assert.ok(stage.countOf(name) - before <= Math.max(whole.pages, callsOf(paging, size)), 'more calls than pages')
}

const readBack = async (list: List): Promise<void> => {
  const { max, lastNeedsBefore = false } = list.paging
  const whole = await readOn(list, { direction: 'forward', size: max, from: null })
  let last = await readPage(list, { direction: 'forward', size: max, from: null })
  for (let pages = 0; last.hasNext && pages < MOST_PAGES; pages += 1)
    last = await readPage(list, { direction: 'forward', size: max, from: last.rows.at(-1)?.position ?? null })
  const from = lastNeedsBefore ? (last.rows.at(-1)?.position ?? null) : null
  for (const size of new Set([1, 2, max].map((wanted) => Math.min(wanted, max)))) {
    const { rows } = await readOn(list, { direction: 'backward', size, from })
    assert.deepEqual(rows, lastNeedsBefore ? whole.rows.slice(0, -1) : whole.rows, `read backward by ${size}`)
  }
}

/** One malformed row of a page fails alone. */
const bendOne = async (list: List): Promise<void> => {
  const { stage, name, paging } = list
  const request: PageRequest = { direction: 'forward', size: paging.max, from: null }
  const good = await readPage(list, request)
  assert.notEqual(good.rows.length, 0, 'the sample has to lead to a list with rows')
  stage.graph.registry.parts.answers.clear()
  const kept = new Set(good.rows.flatMap(({ position }) => position.at ?? []))
  let found = false
  const bend = (body: unknown): unknown => {
    const bent = bendFirstRow(body, good.rows.length, kept)
    found = bent !== null
    return bent ?? body
  }
  stage.sandbox.faults.add({ fault: { kind: 'bend', bend }, operation: name })
  const page = await readPage(list, request)
  assert.ok(found, `the answer of the sandbox has no list of ${good.rows.length} rows`)
  const [first, ...others] = page.rows.map(({ value }) => value)
  assert.ok(
    isHeadwatersError(first) && first.code === 'UPSTREAM_SHAPE',
    'the malformed row should be an UPSTREAM_SHAPE',
  )
  assert.deepEqual(others.map(toStableText), textsOf(good).slice(1), 'the other rows stand')
}

/** What holds for operations that are read page by page. */
export const listPromises: ListPromises = (source) =>
  Object.entries(source.operations).flatMap(([name, { pages }]) => {
    if (pages === null) return []
    const canGoBack = pages.before !== undefined || pages.sizeBackward !== undefined
    const asked = (what: string, act: (list: List) => Promise<void>) =>
      promise(source, `${name}: ${what}`, (stage) => act(listOf(stage, name, pages)))
    return [
      asked('pages end and have no row twice, whatever their size', readAll),
      asked('reading goes on from any row', readFromAny),
      ...(mostRows(pages) > pages.max ? [asked('more rows than one page has are walked', readLarge)] : []),
      ...(canGoBack ? [asked('read backward it has the same rows', readBack)] : []),
      asked('one malformed row fails one field', bendOne),
    ]
  })
