import type { AnySource } from '../kit/index.ts'
import { stripe } from './mini/index.ts'

/** Every vendor that Headwaters comes with. Adding one is its folder and a line here. */
export const SOURCES: readonly AnySource[] = [stripe as never]
