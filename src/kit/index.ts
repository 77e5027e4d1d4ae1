/** The desk of a source author, and the public entry of the package. */
export { z } from 'zod'
export type { FieldMap } from '@pothos/core'
export type { TypedDocumentNode } from '@graphql-typed-document-node/core'
export { api, type Api } from './api.ts'
export { apiKeyHeader } from '../upstream/auth/api-key-header.ts'
export { apiKeyQuery } from '../upstream/auth/api-key-query.ts'
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
export type { CallField, LoadField, LoadManyField, PagesField, WriteField } from './fields.ts'
export { gql } from './gql.ts'
export { linkedPage, type Links } from './linked-page.ts'
export type { NodeRef, RowFields } from './node.ts'
export { byKey, byNames, failed, groupedBy, positional, type Outcomes } from './outcomes.ts'
export type { Declared, Operations, Read, Told, Write } from './operation.ts'
export { misfitOf, rows } from './rows.ts'
export { graphqlReply, refuse, reply, type Sandbox, type SandboxRequest, type World } from './sandbox.ts'
export type { InputFields, SchemaDesk } from './schema-desk.ts'
export type { Call, Calls, Load, Loads, Page, Pages, ReadPage } from './verbs.ts'
export { hmacSha256, webhook, type Webhook } from './webhook.ts'
export type { SourceProblem } from './source-problem.ts'
export { toMoney, type Money } from '../core/money.ts'
export { HeadwatersError } from '../core/headwaters-error.ts'
export type { ErrorCode } from '../core/error-code.ts'
export { createFetch } from '../upstream/fetch/create-fetch.ts'
export type { FetchInit, FetchLimiterOptions, FetchOptions, HeadwatersFetch } from '../upstream/fetch/options.ts'
