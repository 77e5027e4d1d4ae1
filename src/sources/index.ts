import type { AnySource } from '../kit/index.ts'
import { github } from './github/index.ts'
import { hubspot } from './hubspot/index.ts'
import { slack } from './slack/index.ts'
import { stripe } from './stripe/index.ts'

/** Every vendor that Headwaters comes with. Adding one is its folder and a line here. */
export const SOURCES: readonly AnySource[] = [stripe, github, hubspot, slack]
