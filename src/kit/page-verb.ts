import type { RequestContext } from '../graph/context.ts'
import type { PageRequest } from '../graph/page-args.ts'
import { createAskVerb } from './call-verb.ts'
import { namedBy } from './named.ts'
import type { Declared, Paging } from './operation.ts'
import { toPage, toPageArgs } from './page-decode.ts'
import { eachRow } from './page-each.ts'
import { walkPages } from './page-walk.ts'
import type { Registry } from './registry.ts'
import { noteStale, oldestOf, staleIn } from './staleness.ts'
import type { EachOptions, From, Page } from './verbs.ts'

type Args = Readonly<Record<string, unknown>>

/** Who asks, and where the call hangs. */
type Asker = readonly [context: RequestContext, from?: From]

type ReadOne = (page: PageRequest) => Promise<Page<unknown>>

/** `page.x`, its types worn off. */
interface LoosePageVerb {
  (rest: Args, page: PageRequest, ...asker: Asker): Promise<Page<unknown>>
  readonly each: (rest: Args, context: RequestContext, options?: EachOptions) => AsyncGenerator<unknown, void>
}

/** Makes `page.x`: one page of a list, with the position of each row; and `page.x.each`: all its rows. */
export const createPageVerb = (
  registry: Registry,
  known: { source: string; name: string; operation: Declared; paging: Paging },
): LoosePageVerb => {
  const send = createAskVerb(registry, known)
  const { paging, source, name } = known
  const verb = namedBy(known)
  const readOne =
    (rest: Args, ...asker: Asker): ReadOne =>
    async (page) => {
      const answer = await send({ ...rest, ...toPageArgs(paging, page) }, ...asker)
      const made = toPage(paging, answer, { page, verb })
      return noteStale(asker[0], made, staleIn(asker[0], answer.value))
    }
  const read = async (rest: Args, page: PageRequest, ...asker: Asker): Promise<Page<unknown>> => {
    const [context] = asker
    const one = readOne(rest, ...asker)
    const stale: Parameters<typeof oldestOf>[0][number][] = []
    const made = await walkPages(paging, page, async (part) => {
      const page = await one(part)
      stale.push(staleIn(context, page))
      return page
    })
    return noteStale(context, made, oldestOf(stale))
  }
  const each: LoosePageVerb['each'] = (rest, context, options = {}) =>
    eachRow({ source, name, paging, ask: readOne(rest, context, options.from) }, context, options)
  return Object.assign(read, { each })
}
