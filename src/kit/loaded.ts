import type DataLoader from 'dataloader'
import type { RequestContext } from '../graph/context.ts'

type Loader = DataLoader<unknown, unknown, string>

/** What a request has loaded so far, by account and operation. Weak, so it ends with the request. */
const LOADED = new WeakMap<RequestContext, Map<string, Loader>>()

/** The request's loader of that name; made on first use. */
export const loaderOf = (context: RequestContext, name: string, create: () => Loader): Loader => {
  let loaders = LOADED.get(context)
  if (!loaders) LOADED.set(context, (loaders = new Map<string, Loader>()))
  let loader = loaders.get(name)
  if (!loader) loaders.set(name, (loader = create()))
  return loader
}

/** Forgets what a request has loaded, as is due after each of its writes. */
export const clearLoaded = (context: RequestContext): void => {
  LOADED.delete(context)
}
