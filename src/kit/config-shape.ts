import { z } from 'zod'
import type { Shape } from './shape.ts'

/** What a source asks the operator to set, by name. Each name is an environment variable: `stripe.apiKey` is `STRIPE_API_KEY`. */
export type ConfigShape = Shape

/** The checked values. */
export type Config<C extends ConfigShape> = { readonly [K in keyof C]: z.output<C[K]> }

/** Marks shapes whose values must never be shown. */
const SECRETS = new WeakSet<z.core.$ZodType>()

/** A value that must never be shown: a key, a token, a webhook's secret. It may also be read from the file that `…_FILE` names. */
export const secret = (): z.ZodString => {
  const shape = z
    .string()
    .trim()
    .min(1)
    // RFC 9110, section 5.5: what a field value may consist of.
    .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'has a line break or another character that no HTTP header can carry')
  SECRETS.add(shape)
  return shape
}

/** The shapes that a shape was made from: what it wraps, pipes from or is a copy of (`describe` and every check copy). */
const originsOf = (shape: z.core.$ZodType): readonly z.core.$ZodType[] => {
  const { def, parent } = shape._zod
  const origins: readonly unknown[] = [parent, Reflect.get(def, 'innerType'), Reflect.get(def, 'in')]
  return origins.filter((origin) => origin instanceof z.core.$ZodType)
}

/** Whether a shape was made by {@link secret}, whatever was said of it since. */
export const isSecret = (shape: z.core.$ZodType): boolean => SECRETS.has(shape) || originsOf(shape).some(isSecret)

const isWrapper = (shape: z.ZodType): shape is z.ZodType & { unwrap: () => z.ZodType } =>
  'unwrap' in shape && typeof shape.unwrap === 'function'

/** What a value is for, as its author described it; null when they did not. */
export const meaningOf = (shape: z.ZodType): string | null =>
  shape.description ?? (isWrapper(shape) ? meaningOf(shape.unwrap()) : null)

const toSnake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

/** The environment variable of a configuration value: `STRIPE_API_KEY`; of a further account `eu`: `STRIPE_EU_API_KEY`. */
export const toVariable = (source: string, account: string, name: string): string =>
  [source, ...(account === 'default' ? [] : [account]), name]
    .map((part) => toSnake(part).replaceAll('-', '_'))
    .join('_')
