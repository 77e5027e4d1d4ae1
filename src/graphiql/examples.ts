/** One example tab of the page; the tab is titled by the operation's name, so `name` is that name. */
export interface Example {
  readonly name: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/** The tabs that a first visit opens, in order; the page reads them when it is bundled. */
export const EXAMPLES: readonly Example[] = [
  {
    name: 'Ada',
    query: `# One graph over many vendors.
# Ctrl-Enter runs it, Ctrl-Space
# completes a field.

query Ada {
  stripe {
    customer(id: "cus_ada") {
      name
      invoices(first: 2) {
        nodes {
          number
          status
          total {
            decimal
            currency
          }
        }
      }
    }
  }
  github {
    repository(owner: "analytical", name: "engine") {
      stargazerCount
      issues(first: 2, states: OPEN) {
        totalCount
        nodes {
          number
          title
        }
      }
    }
  }
}
`,
  },
  {
    name: 'Pages',
    query: `# Lists are Relay connections. Put an
# endCursor into \`after\` to go on.

query Pages($first: Int!, $after: String) {
  stripe {
    customers(first: $first, after: $after) {
      nodes {
        id
        name
        email
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
`,
    variables: { first: 5 },
  },
  {
    name: 'Reviews',
    query: `# Twenty rows, a handful of calls:
# keys of one tick go together.

query Reviews {
  github {
    repository(owner: "analytical", name: "engine") {
      pullRequests(first: 3) {
        nodes {
          number
          title
          author {
            login
          }
          reviews(first: 2) {
            nodes {
              state
              author {
                login
              }
            }
          }
        }
      }
    }
  }
}
`,
  },
  {
    name: 'Declined',
    query: `# What you should expect is data:
# a declined card is no exception.

mutation Declined($method: String!) {
  stripeCreatePaymentIntent(
    input: {
      amount: { minorUnits: 2500, currency: "USD" }
      paymentMethod: $method
      confirm: true
    }
  ) {
    __typename
    ... on StripePaymentIntent {
      vendorId
      status
    }
    ... on StripeCardDeclinedError {
      declineCode
    }
    ... on Error {
      code
      message
    }
  }
}
`,
    variables: { method: 'pm_card_chargeDeclined' },
  },
  {
    name: 'Sources',
    query: `# How each vendor stands, right now.

query Sources {
  sources {
    name
    mode
    breakers {
      group
      state
    }
    quotas {
      quotaClass
      remaining
    }
    recent {
      calls
      errorRate
      p50Ms
    }
  }
}
`,
  },
]
