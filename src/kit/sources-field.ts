import type { GraphBuilder } from '../graph/builder.ts'
import type { LineStatus } from '../upstream/line.ts'
import type { Mounted, Registry } from './registry.ts'

const MODES = { live: 'Calls go to the vendor.', sandbox: 'Calls go to a stand-in on this machine.' } as const

const BREAKER_STATES = {
  closed: 'Calls go through.',
  open: 'The vendor failed so often that it is left alone for a while.',
  'half-open': 'One call probes whether the vendor is back.',
} as const

const enumValues = (words: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(words).map(([value, description]) => [
      value.toUpperCase().replace('-', '_'),
      { value, description },
    ]),
  )

const addBreaker = (builder: GraphBuilder) => {
  const state = builder.enumType('BreakerState', {
    description: 'How a breaker stands.',
    values: enumValues(BREAKER_STATES),
  })
  return builder.objectRef<LineStatus['breakers'][number]>('SourceBreaker').implement({
    description: 'A breaker of a source: one for each group of operations.',
    fields: (t) => ({
      group: t.exposeString('group', { description: 'The group of operations.' }),
      state: t.field({ type: state, description: 'How it stands.', resolve: (breaker) => breaker.state as never }),
    }),
  })
}

const addQuota = (builder: GraphBuilder) =>
  builder.objectRef<LineStatus['quotas'][number]>('SourceQuota').implement({
    description: "What is left of one of a source's quotas.",
    fields: (t) => ({
      quotaClass: t.exposeString('quotaClass', { description: 'The class of calls.' }),
      remaining: t.int({
        description: 'Calls left now.',
        resolve: (quota) => Math.max(0, Math.floor(quota.remaining)),
      }),
      limit: t.int({
        nullable: true,
        description: 'Calls in all, where it is known.',
        resolve: (quota) => quota.limit,
      }),
      resetsAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it is whole again, where the vendor says.',
        resolve: ({ resetsAtMs }) => (resetsAtMs === null ? null : new Date(resetsAtMs)),
      }),
    }),
  })

const addRecent = (builder: GraphBuilder) =>
  builder.objectRef<LineStatus['recent']>('SourceRecent').implement({
    description: 'How a source did in the last minute.',
    fields: (t) => ({
      calls: t.exposeInt('calls', { description: 'Requests that reached it.' }),
      errorRate: t.float({
        description: 'The share of them that failed, from 0 to 1.',
        resolve: (recent) => recent.errorRatio,
      }),
      p50Ms: t.float({
        nullable: true,
        description: 'Median latency in milliseconds.',
        resolve: (recent) => recent.p50Ms,
      }),
      p95Ms: t.float({
        nullable: true,
        description: '95th percentile of latency in milliseconds.',
        resolve: (recent) => recent.p95Ms,
      }),
    }),
  })

const NOTICES = {
  deprecation: 'The vendor advises against using it any more (RFC 9745).',
  sunset: 'The vendor says when it will be gone (RFC 8594).',
} as const

const addNotice = (builder: GraphBuilder) => {
  const kind = builder.enumType('SourceNoticeKind', {
    description: 'What a vendor announces of an operation.',
    values: enumValues(NOTICES),
  })
  return builder.objectRef<LineStatus['notices'][number]>('SourceNotice').implement({
    description: 'What a vendor announced of an operation, in headers of its answers.',
    fields: (t) => ({
      operation: t.exposeString('operation', { description: 'The operation, by its name in the source.' }),
      kind: t.field({ type: kind, description: 'What is announced.', resolve: (notice) => notice.kind as never }),
      at: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'The moment that it names.',
        resolve: ({ atMs }) => (atMs === null ? null : new Date(atMs)),
      }),
      count: t.exposeInt('count', { description: 'Answers that said so since the start.' }),
      lastAt: t.field({
        type: 'DateTime',
        description: 'When it said so last.',
        resolve: ({ lastAtMs }) => new Date(lastAtMs),
      }),
    }),
  })
}

const addDrift = (builder: GraphBuilder) =>
  builder.objectRef<LineStatus['drift'][number]>('SourceDrift').implement({
    description: 'A place where answers of a vendor did not have the declared shape.',
    fields: (t) => ({
      operation: t.exposeString('operation', { description: 'The operation, by its name in the source.' }),
      path: t.exposeString('path', { description: 'The place, with `*` for every row; never data.' }),
      count: t.exposeInt('count', { description: 'How often since the start.' }),
      lastAt: t.field({
        type: 'DateTime',
        description: 'When it happened last.',
        resolve: ({ lastAtMs }) => new Date(lastAtMs),
      }),
    }),
  })

interface SourceValue {
  readonly mounted: Mounted
  readonly status: LineStatus
}

const addSourceStatus = (builder: GraphBuilder) => {
  const mode = builder.enumType('SourceMode', { description: 'Whether a source is live.', values: enumValues(MODES) })
  const [breaker, quota, recent] = [addBreaker(builder), addQuota(builder), addRecent(builder)]
  const [notice, drift] = [addNotice(builder), addDrift(builder)]
  return builder.objectRef<SourceValue>('SourceStatus').implement({
    description: 'How one account of a source stands.',
    fields: (t) => ({
      name: t.string({ description: 'The source.', resolve: ({ mounted }) => mounted.source }),
      account: t.string({ description: 'The account.', resolve: ({ mounted }) => mounted.account }),
      description: t.string({ description: 'What the vendor is.', resolve: ({ mounted }) => mounted.description }),
      mode: t.field({ type: mode, description: 'Live or sandbox.', resolve: ({ mounted }) => mounted.mode as never }),
      breakers: t.field({
        type: [breaker],
        description: 'Its breakers; none until the first call.',
        resolve: ({ status }) => status.breakers,
      }),
      quotas: t.field({
        type: [quota],
        description: 'Its quotas; none until the first call.',
        resolve: ({ status }) => status.quotas,
      }),
      recent: t.field({ type: recent, description: 'The last minute.', resolve: ({ status }) => status.recent }),
      notices: t.field({
        type: [notice],
        description: 'What the vendor announced of its operations since the start.',
        resolve: ({ status }) => status.notices,
      }),
      drift: t.field({
        type: [drift],
        description: 'Where its answers did not fit since the start.',
        resolve: ({ status }) => status.drift,
      }),
    }),
  })
}

/** Adds `sources`: for each mounted account its mode, breakers, quota left, recent latency and error rate. */
export const addSourcesField = (builder: GraphBuilder, registry: Registry): void => {
  const type = addSourceStatus(builder)
  builder.queryField('sources', (t) =>
    t.field({
      type: [type],
      description: 'How each source stands: live or sandbox, breakers, quota left, recent latency and error rate.',
      resolve: () =>
        registry.all.map((mounted) => ({ mounted, status: mounted.line.status(mounted.credential.fingerprint) })),
    }),
  )
}
