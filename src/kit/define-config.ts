import type { Plugin } from 'graphql-yoga'
import type { AnySource } from './define-source.ts'
import type { Extension } from './extension.ts'

/** What `headwaters.config.ts` says, as its default export. */
export interface HeadwatersConfig {
  /** Sources of your own, and of packages. @default none */
  readonly sources?: readonly AnySource[]
  /** Which of the sources that Headwaters comes with, by name. @default 'all' */
  readonly builtIn?: readonly string[] | 'all' | 'none'
  /** Types and resolvers across sources. @default none */
  readonly extensions?: readonly Extension[]
  /** Plugins of GraphQL Yoga; they see every request. @default none */
  readonly plugins?: readonly Plugin[]
}

/** Declares what a server is made of; it exists for its types. */
export const defineConfig = (config: HeadwatersConfig): HeadwatersConfig => Object.freeze(config)
