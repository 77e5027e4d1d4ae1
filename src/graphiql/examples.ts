/** One example tab of the page; the tab is titled by the operation's name, so `name` is that name. */
export interface Example {
  readonly name: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/** The tabs that a first visit opens, in order; the page reads them when it is bundled. */
export const EXAMPLES: readonly Example[] = [
  {
    name: 'Welcome',
    query: `# One graph over many APIs.
# Ctrl-Enter runs it, Ctrl-Space
# completes a field.

query Welcome {
  __typename
}
`,
  },
  {
    name: 'Fields',
    query: `# What a type offers, told by itself.

query Fields($type: String!) {
  __type(name: $type) {
    name
    description
    fields {
      name
      description
    }
  }
}
`,
    variables: { type: 'Query' },
  },
]
