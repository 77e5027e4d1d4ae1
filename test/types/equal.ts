/** Whether two types are one and the same, `any` and modifiers included. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Whether a type is `any`, which fits everywhere and so proves nothing. */
export type IsAny<T> = 0 extends 1 & T ? true : false

/** Compiles only for `true`. */
export const holds = <T extends true>(): T | undefined => undefined
