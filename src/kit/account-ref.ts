/** Names one account of one source; the value of a source's namespace field. */
export class AccountRef {
  readonly source: string
  readonly account: string | null

  constructor(source: string, account: string | null) {
    this.source = source
    this.account = account
  }
}

/** Which account a frozen row came from. Weak, so it costs nothing once the row is gone. */
const ORIGINS = new WeakMap<object, AccountRef>()

/** Notes where a row came from. */
export const rememberOrigin = (row: object, ref: AccountRef): void => {
  ORIGINS.set(row, ref)
}

/** Where a row, or the namespace itself, belongs; undefined for values that no vendor sent. */
export const originOf = (from: unknown): AccountRef | undefined => {
  if (from instanceof AccountRef) return from
  return typeof from === 'object' && from !== null ? ORIGINS.get(from) : undefined
}
