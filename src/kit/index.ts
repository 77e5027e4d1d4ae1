/** The desk of a source author, and the public entry of the package. */
export { z } from 'zod'
export type { FieldMap } from '@pothos/core'
export type { TypedDocumentNode } from '@graphql-typed-document-node/core'
export { aliased, byAlias, type AliasedAnswer, type AliasedVariables } from './aliased.ts'
export { api, type Api } from './api.ts'
export { apiKeyHeader } from '../upstream/auth/api-key-header.ts'
export { apiKeyQuery } from '../upstream/auth/api-key-query.ts'
export { quotaHeaders, readHubspotRateLimit, readRateLimitField, readXRateLimit } from '../upstream/quota-headers.ts'
export { baseUrl } from './base-url.ts'
export { basic } from '../upstream/auth/basic.ts'
export { bearer } from '../upstream/auth/bearer.ts'
export { bulk, single, type BulkAnswer, type BulkOutcome, type ItemAnswer } from './bulk.ts'
export type { BulkItem } from './bulk-send.ts'
export { bulkType } from './bulk-type.ts'
export { defineExtension, type Extension, type ExtensionDesk, type Shared } from './extension.ts'
export { secret, type Config, type ConfigShape } from './config-shape.ts'
export { header, read, readDocument, write, writeDocument, type Route } from './declare.ts'
export { checkSource } from './check-source.ts'
export { defineConfig, type HeadwatersConfig } from './define-config.ts'
export {
  defineSource,
  type AnySource,
  type DeskOf,
  type Source,
  type SourceAnswers,
  type ToldOf,
} from './define-source.ts'
export type {
  CallFallback,
  CallField,
  LoadFallback,
  LoadField,
  LoadManyField,
  OnFailure,
  PagesFallback,
  PagesField,
  WriteField,
} from './fields.ts'
export { gql } from './gql.ts'
export { link, type Link, type Linked, type LinkedBy, type LinkOptions, type Match, type Several } from './link.ts'
export { linkedType, type LinkedTypeOptions } from './linked-type.ts'
export { linkedPage, type Links } from './linked-page.ts'
export { fromLink, fromUrl } from './next-page.ts'
export type { DefineEntity, EntityOptions, NodeRef, RowFields } from './node.ts'
export { byKey, byNames, failed, groupedBy, positional, type Outcomes } from './outcomes.ts'
export type { Declared, Operations, Read, Told, Write } from './operation.ts'
export { misfitOf, rows } from './rows.ts'
export { graphqlReply, refuse, reply, type Sandbox, type SandboxRequest, type World } from './sandbox.ts'
export { SANDBOX_CAST, type CastMember } from './sandbox-cast.ts'
export type { InputFields, SchemaDesk } from './schema-desk.ts'
export { upTo, wholeOf } from './uses.ts'
export { costing, type Use } from '../graph/field-cost.ts'
export type { Call, Calls, EachOptions, Load, Loads, Page, Pages, PageVerb, ReadPage } from './verbs.ts'
export { hmacSha256, webhook, type Webhook } from './webhook.ts'
export type { SourceProblem } from './source-problem.ts'
export { toMoney, type Money } from '../core/money.ts'
export { HeadwatersError } from '../core/headwaters-error.ts'
export type { RequestContext } from '../graph/context.ts'
export type { GraphBuilder } from '../graph/builder.ts'
export type { ErrorCode } from '../core/error-code.ts'
export { createFetch } from '../upstream/fetch/create-fetch.ts'
export type { FetchInit, FetchLimiterOptions, FetchOptions, HeadwatersFetch } from '../upstream/fetch/options.ts'
