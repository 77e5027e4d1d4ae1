import { createCallVerb } from './call-verb.ts'
import type { AnySource } from './define-source.ts'
import { createLoadVerb } from './load-verb.ts'
import type { Declared } from './operation.ts'
import { createPageVerb } from './page-verb.ts'
import type { Registry } from './registry.ts'
import { markLoad } from './uses.ts'

type Verbs = Readonly<Record<string, unknown>>

/** The verbs of a source's operations: what it may do, made from what it declared. */
export interface SourceVerbs {
  readonly call: Verbs
  readonly load: Verbs
  readonly page: Verbs
}

const canLoad = ({ key, batch }: Declared): boolean => key !== null || batch !== null

/** Makes every verb that the operations of a source have earned. */
export const createVerbs = (source: AnySource, registry: Registry): SourceVerbs => {
  const call: Record<string, unknown> = {}
  const load: Record<string, unknown> = {}
  const page: Record<string, unknown> = {}
  for (const [name, operation] of Object.entries(source.operations)) {
    const known = { source: source.name, name, operation }
    // `name` is a function's own read-only property, so it has to be defined anew.
    const readable = <F extends object>(verb: F): F =>
      Object.defineProperties(verb, {
        operation: { value: operation },
        source: { value: source.name },
        name: { value: name },
      })
    call[name] = readable(createCallVerb(registry, known))
    if (canLoad(operation)) load[name] = markLoad(readable(createLoadVerb(registry, known)))
    if (operation.pages) page[name] = readable(createPageVerb(registry, { ...known, paging: operation.pages }))
  }
  return { call, load, page }
}
