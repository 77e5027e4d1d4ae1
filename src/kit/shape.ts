import type { z } from 'zod'

/** Named zod shapes: an operation's path slots, query or body, or a source's configuration. */
export type Shape = Readonly<Record<string, z.ZodType>>

/** Flattens an intersection, so that hovers show names. */
export type Simplify<T> = { [K in keyof T]: T[K] } & {}

/** The slot names of a template such as `v1/customers/{id}`. */
export type Slots<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Slots<Rest> : never

/** What an author writes for a shape. An empty shape asks for nothing (zod's own answer there would forbid every key). */
export type In<S extends Shape> = [keyof S] extends [never] ? unknown : z.input<z.ZodObject<S>>

/** What a handler is given for a shape. */
export type Out<S extends Shape> = [keyof S] extends [never] ? unknown : z.output<z.ZodObject<S>>

/** An absent GraphQL argument is null, so optional query arguments take null as well. */
export type Loose<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | null : T[K] }

/** The flat arguments of an operation: path slots, query and body in one object, each name in one place. */
export type ArgsOf<R extends string, Q extends Shape, B extends Shape, P extends Shape> = Simplify<
  { [K in Slots<R>]: K extends keyof P ? z.input<P[K]> : string } & Loose<In<Q>> & Loose<In<B>>
>

/** The same arguments after they were checked: what a sandbox's handler sees. */
export type CheckedArgsOf<R extends string, Q extends Shape, B extends Shape, P extends Shape> = Simplify<
  { [K in Slots<R>]: K extends keyof P ? z.output<P[K]> : string } & Out<Q> & Out<B>
>
