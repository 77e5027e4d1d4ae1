/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How sure a match is. */
export type MatchConfidence =
  /** Somebody entered the value; the vendor has not confirmed it, or does not say. */
  | 'UNVERIFIED'
  /** The vendor has confirmed that the value belongs to what was found. */
  | 'VERIFIED';

/** Whether something was found. */
export type MatchOutcome =
  /** Something fits. */
  | 'MATCHED'
  /** The vendor knows nothing that fits. */
  | 'NOT_FOUND'
  /** Nothing is known that leads to this vendor, so it was not asked. */
  | 'NOT_LINKED';

/** What two objects of different vendors are told to be the same by. */
export type MatchedBy =
  /** The domain of the firm's website. */
  | 'DOMAIN'
  /** The e-mail address. */
  | 'EMAIL_ADDRESS'
  /** The id, as another vendor has it noted. */
  | 'ID'
  /** The login, as another vendor has it noted. */
  | 'LOGIN';

/** Where a bill stands. */
export type StripeInvoiceStatus =
  /** Being written; may still change. */
  | 'DRAFT'
  /** Sent, and waiting to be paid. */
  | 'OPEN'
  /** Paid, or nothing was due. */
  | 'PAID'
  /** Written off; may still be paid. */
  | 'UNCOLLECTIBLE'
  /** Taken back; as if it had never been sent. */
  | 'VOID';

/** Where a subscription stands. */
export type StripeSubscriptionStatus =
  /** Running, and its latest bill is paid. */
  | 'ACTIVE'
  /** Ended. Final. */
  | 'CANCELED'
  /** Its first bill is not paid yet; that has to happen within 23 hours. */
  | 'INCOMPLETE'
  /** Its first bill was not paid in time. Final. */
  | 'INCOMPLETE_EXPIRED'
  /** Running, but its latest bill is not paid in time. */
  | 'PAST_DUE'
  /** Its trial ended without a payment method; nothing is billed until it is resumed. */
  | 'PAUSED'
  /** In its trial; nothing is billed yet. */
  | 'TRIALING'
  /** All tries to collect have failed; bills are still written, but not collected. */
  | 'UNPAID';

export type HowFoundFragment = { outcome: MatchOutcome, by: MatchedBy, confidence: MatchConfidence | null, candidates: number };

export type GithubCardFragment = { login: string, name: string | null, url: string, bio: string | null, followerCount: number, repositories: { nodes: Array<{ id: string, nameWithOwner: string, url: string, stargazerCount: number } | null> } | null };

export type HubspotCardFragment = { firstName: string | null, lastName: string | null, jobTitle: string | null, companyName: string | null, lifecycleStage: string | null, deals: { nodes: Array<{ id: string, name: string | null, stage: string | null, amount: { decimal: string, currency: string } | null } | null> } | null };

export type SlackCardFragment = { realName: string | null, displayName: string | null, title: string | null, timezone: string | null, statusText: string | null };

export type StripeCardFragment = { name: string | null, vendorId: string, delinquent: boolean | null, subscriptions: { nodes: Array<{ status: StripeSubscriptionStatus | null } | null> } | null, invoices: { nodes: Array<{ id: string, number: string | null, status: StripeInvoiceStatus | null, created: string | null, total: { decimal: string, currency: string } | null } | null> } | null };

export type PersonQueryVariables = Exact<{
  email: string;
}>;


export type PersonQuery = { person: { name: string | null, stripe: { match: { outcome: MatchOutcome, by: MatchedBy, confidence: MatchConfidence | null, candidates: number }, customer: { name: string | null, vendorId: string, delinquent: boolean | null, subscriptions: { nodes: Array<{ status: StripeSubscriptionStatus | null } | null> } | null, invoices: { nodes: Array<{ id: string, number: string | null, status: StripeInvoiceStatus | null, created: string | null, total: { decimal: string, currency: string } | null } | null> } | null } | null } | null, hubspot: { match: { outcome: MatchOutcome, by: MatchedBy, confidence: MatchConfidence | null, candidates: number }, contact: { firstName: string | null, lastName: string | null, jobTitle: string | null, companyName: string | null, lifecycleStage: string | null, deals: { nodes: Array<{ id: string, name: string | null, stage: string | null, amount: { decimal: string, currency: string } | null } | null> } | null } | null } | null, slack: { match: { outcome: MatchOutcome, by: MatchedBy, confidence: MatchConfidence | null, candidates: number }, user: { realName: string | null, displayName: string | null, title: string | null, timezone: string | null, statusText: string | null } | null } | null, github: { match: { outcome: MatchOutcome, by: MatchedBy, confidence: MatchConfidence | null, candidates: number }, user: { login: string, name: string | null, url: string, bio: string | null, followerCount: number, repositories: { nodes: Array<{ id: string, nameWithOwner: string, url: string, stargazerCount: number } | null> } | null } | null } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const HowFoundFragmentDoc = new TypedDocumentString(`
    fragment HowFound on Match {
  outcome
  by
  confidence
  candidates
}
    `, {"fragmentName":"HowFound"}) as unknown as TypedDocumentString<HowFoundFragment, unknown>;
export const GithubCardFragmentDoc = new TypedDocumentString(`
    fragment GithubCard on GithubUser {
  login
  name
  url
  bio
  followerCount
  repositories(first: 3) {
    nodes {
      id
      nameWithOwner
      url
      stargazerCount
    }
  }
}
    `, {"fragmentName":"GithubCard"}) as unknown as TypedDocumentString<GithubCardFragment, unknown>;
export const HubspotCardFragmentDoc = new TypedDocumentString(`
    fragment HubspotCard on HubspotContact {
  firstName
  lastName
  jobTitle
  companyName
  lifecycleStage
  deals(first: 3) {
    nodes {
      id
      name
      stage
      amount {
        decimal
        currency
      }
    }
  }
}
    `, {"fragmentName":"HubspotCard"}) as unknown as TypedDocumentString<HubspotCardFragment, unknown>;
export const SlackCardFragmentDoc = new TypedDocumentString(`
    fragment SlackCard on SlackUser {
  realName
  displayName
  title
  timezone
  statusText
}
    `, {"fragmentName":"SlackCard"}) as unknown as TypedDocumentString<SlackCardFragment, unknown>;
export const StripeCardFragmentDoc = new TypedDocumentString(`
    fragment StripeCard on StripeCustomer {
  name
  vendorId
  delinquent
  subscriptions(first: 1) {
    nodes {
      status
    }
  }
  invoices(first: 3) {
    nodes {
      id
      number
      status
      created
      total {
        decimal
        currency
      }
    }
  }
}
    `, {"fragmentName":"StripeCard"}) as unknown as TypedDocumentString<StripeCardFragment, unknown>;
export const PersonDocument = {"__meta__":{"hash":"sha256:5bbe17c3f8452a9d771b0c8e01ee9f8fb5ab315e0d6b802f5a7b8ff4a1d06f9c"}} as unknown as TypedDocumentString<PersonQuery, PersonQueryVariables>;