import type { ExtensionDesk, Link, Linked, linkedType, NodeRef } from '../kit/index.ts'

/** A part of an entity: what one vendor knows of it. */
export interface Part<Value, Row> {
  /** The field, by the name of the vendor. */
  readonly field: string
  readonly description: string
  readonly type: ReturnType<typeof linkedType<Row & object>>
  readonly follow: Link<Value, Row>
}

/** What the argument `account` of a part says. */
export const ACCOUNT = 'Which account of the vendor; the first one when left out.'

/** Adds a part to an entity; nothing is asked of the vendor unless the field is selected. */
export const addPart = <Value extends object, Row extends object>(
  { builder }: ExtensionDesk,
  entity: NodeRef<Value>,
  { field, description, type, follow }: Part<Value, Row>,
): void =>
  builder.objectField(entity, field, (t) =>
    t.field({
      type,
      nullable: true,
      description,
      uses: follow.uses,
      args: { account: t.arg.id({ description: ACCOUNT }) },
      resolve: (value, { account }, context): Promise<Linked<Row>> => follow(value, context, account),
    }),
  )
