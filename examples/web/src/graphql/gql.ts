/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment HowFound on Match {\n  outcome\n  by\n  confidence\n  candidates\n}": typeof types.HowFoundFragmentDoc,
    "fragment GithubCard on GithubUser {\n  login\n  name\n  url\n  bio\n  followerCount\n  repositories(first: 3) {\n    nodes {\n      id\n      nameWithOwner\n      url\n      stargazerCount\n    }\n  }\n}": typeof types.GithubCardFragmentDoc,
    "fragment HubspotCard on HubspotContact {\n  firstName\n  lastName\n  jobTitle\n  companyName\n  lifecycleStage\n  deals(first: 3) {\n    nodes {\n      id\n      name\n      stage\n      amount {\n        decimal\n        currency\n      }\n    }\n  }\n}": typeof types.HubspotCardFragmentDoc,
    "fragment SlackCard on SlackUser {\n  realName\n  displayName\n  title\n  timezone\n  statusText\n}": typeof types.SlackCardFragmentDoc,
    "fragment StripeCard on StripeCustomer {\n  name\n  vendorId\n  delinquent\n  subscriptions(first: 1) {\n    nodes {\n      status\n    }\n  }\n  invoices(first: 3) {\n    nodes {\n      id\n      number\n      status\n      created\n      total {\n        decimal\n        currency\n      }\n    }\n  }\n}": typeof types.StripeCardFragmentDoc,
    "query Person($email: EmailAddress!) {\n  person(email: $email) {\n    name\n    stripe {\n      match {\n        ...HowFound\n      }\n      customer {\n        ...StripeCard\n      }\n    }\n    hubspot {\n      match {\n        ...HowFound\n      }\n      contact {\n        ...HubspotCard\n      }\n    }\n    slack {\n      match {\n        ...HowFound\n      }\n      user {\n        ...SlackCard\n      }\n    }\n    github {\n      match {\n        ...HowFound\n      }\n      user {\n        ...GithubCard\n      }\n    }\n  }\n}": typeof types.PersonDocument,
};
const documents: Documents = {
    "fragment HowFound on Match {\n  outcome\n  by\n  confidence\n  candidates\n}": types.HowFoundFragmentDoc,
    "fragment GithubCard on GithubUser {\n  login\n  name\n  url\n  bio\n  followerCount\n  repositories(first: 3) {\n    nodes {\n      id\n      nameWithOwner\n      url\n      stargazerCount\n    }\n  }\n}": types.GithubCardFragmentDoc,
    "fragment HubspotCard on HubspotContact {\n  firstName\n  lastName\n  jobTitle\n  companyName\n  lifecycleStage\n  deals(first: 3) {\n    nodes {\n      id\n      name\n      stage\n      amount {\n        decimal\n        currency\n      }\n    }\n  }\n}": types.HubspotCardFragmentDoc,
    "fragment SlackCard on SlackUser {\n  realName\n  displayName\n  title\n  timezone\n  statusText\n}": types.SlackCardFragmentDoc,
    "fragment StripeCard on StripeCustomer {\n  name\n  vendorId\n  delinquent\n  subscriptions(first: 1) {\n    nodes {\n      status\n    }\n  }\n  invoices(first: 3) {\n    nodes {\n      id\n      number\n      status\n      created\n      total {\n        decimal\n        currency\n      }\n    }\n  }\n}": types.StripeCardFragmentDoc,
    "query Person($email: EmailAddress!) {\n  person(email: $email) {\n    name\n    stripe {\n      match {\n        ...HowFound\n      }\n      customer {\n        ...StripeCard\n      }\n    }\n    hubspot {\n      match {\n        ...HowFound\n      }\n      contact {\n        ...HubspotCard\n      }\n    }\n    slack {\n      match {\n        ...HowFound\n      }\n      user {\n        ...SlackCard\n      }\n    }\n    github {\n      match {\n        ...HowFound\n      }\n      user {\n        ...GithubCard\n      }\n    }\n  }\n}": types.PersonDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment HowFound on Match {\n  outcome\n  by\n  confidence\n  candidates\n}"): typeof import('./graphql.ts').HowFoundFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment GithubCard on GithubUser {\n  login\n  name\n  url\n  bio\n  followerCount\n  repositories(first: 3) {\n    nodes {\n      id\n      nameWithOwner\n      url\n      stargazerCount\n    }\n  }\n}"): typeof import('./graphql.ts').GithubCardFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment HubspotCard on HubspotContact {\n  firstName\n  lastName\n  jobTitle\n  companyName\n  lifecycleStage\n  deals(first: 3) {\n    nodes {\n      id\n      name\n      stage\n      amount {\n        decimal\n        currency\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').HubspotCardFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment SlackCard on SlackUser {\n  realName\n  displayName\n  title\n  timezone\n  statusText\n}"): typeof import('./graphql.ts').SlackCardFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment StripeCard on StripeCustomer {\n  name\n  vendorId\n  delinquent\n  subscriptions(first: 1) {\n    nodes {\n      status\n    }\n  }\n  invoices(first: 3) {\n    nodes {\n      id\n      number\n      status\n      created\n      total {\n        decimal\n        currency\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').StripeCardFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Person($email: EmailAddress!) {\n  person(email: $email) {\n    name\n    stripe {\n      match {\n        ...HowFound\n      }\n      customer {\n        ...StripeCard\n      }\n    }\n    hubspot {\n      match {\n        ...HowFound\n      }\n      contact {\n        ...HubspotCard\n      }\n    }\n    slack {\n      match {\n        ...HowFound\n      }\n      user {\n        ...SlackCard\n      }\n    }\n    github {\n      match {\n        ...HowFound\n      }\n      user {\n        ...GithubCard\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').PersonDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
