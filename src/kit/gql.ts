import { Kind, parse, type DefinitionNode, type DocumentNode } from 'graphql'

const isFragmentNamed =
  (name: string) =>
  (definition: DefinitionNode): boolean =>
    definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name

/** Each fragment once, however many ways lead to it. */
const withoutRepeats = (definitions: readonly DefinitionNode[]): readonly DefinitionNode[] =>
  definitions.filter(
    (definition, index) =>
      definition.kind !== Kind.FRAGMENT_DEFINITION ||
      definitions.findIndex(isFragmentNamed(definition.name.value)) === index,
  )

/** Reads a GraphQL document; other documents may stand in it by value, for their fragments. Generated files are written with it. */
export const gql = (pieces: TemplateStringsArray, ...fragments: readonly DocumentNode[]): DocumentNode => {
  const own = parse(pieces.join('\n'), { noLocation: true }).definitions
  return {
    kind: Kind.DOCUMENT,
    definitions: withoutRepeats([...own, ...fragments.flatMap(({ definitions }) => definitions)]),
  }
}
