import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Agent, RetryAgent, request } from 'undici'
import { isHeadwatersError } from '../../src/core/headwaters-error.ts'
import { createMemoryAnswerStore } from '../../src/state/memory/answer-store.ts'
import { createMemoryTagStore } from '../../src/state/memory/tag-store.ts'
import { bearer } from '../../src/upstream/auth/bearer.ts'
import type { CallOperation, UpstreamCall } from '../../src/upstream/call.ts'
import { createLine } from '../../src/upstream/create-line.ts'
import { decodeJsonBody } from '../../src/upstream/json-body.ts'
import type { UpstreamProfile } from '../../src/upstream/profile.ts'
import { systemClock, systemRandom } from '../../src/upstream/system-clock.ts'

/** How a call ended: well, refused by the client itself before anything left, or badly. */
export type Ending = 'ok' | 'rejected' | 'failed'

/** One way of calling a vendor. */
export interface Client {
  readonly name: string
  readonly get: (path: string, deadlineMs: number) => Promise<Ending>
  readonly close: () => Promise<void>
}

/** Makes a client; only our line can be told what the vendor allows. */
export type MakeClient = (origin: string, options?: Partial<UpstreamProfile>) => Promise<Client>

const OPERATION: CallOperation = {
  name: 'thing',
  kind: 'read',
  quotaClass: 'default',
  breakerGroup: 'default',
  isPublic: false,
  ttlMs: 0,
  isBatch: false,
  idempotency: { kind: 'natural' },
}

const profileOf = (baseUrl: string): UpstreamProfile => ({
  source: 'bench',
  baseUrl,
  hosts: [],
  isSandbox: true,
  problem: null,
  catalogue: {},
  quota: {},
  readQuota: null,
  requestIdHeader: null,
  shouldRetry: null,
  timeouts: {},
  pool: { connections: 256 },
  retry: {},
  breaker: {},
})

let calls = 0

const toCall = (origin: string, path: string, deadlineMs: number): UpstreamCall<unknown> => {
  calls += 1
  return {
    source: 'bench',
    account: 'default',
    operation: OPERATION,
    // Each call asks for something else: coalescing is not what is measured here.
    request: { method: 'GET', url: `${origin}/${path}/${calls}`, path, headers: {}, body: null },
    credential: bearer('token').toCredential('bench'),
    context: {
      requestId: 'bench',
      deadlineAtMs: systemClock.now() + deadlineMs,
      signal: new AbortController().signal,
      priority: 'person',
      observe: () => {},
    },
    tags: [],
    forgets: [],
    keys: 1,
    attempt: 1,
    sign: null,
    decode: decodeJsonBody,
  }
}

/** Our line, as a source gets it that says nothing special. */
export const headwaters: MakeClient = async (origin, options = {}) => {
  const line = createLine(
    { ...profileOf(origin), ...options },
    {
      clock: systemClock,
      random: systemRandom,
      answers: createMemoryAnswerStore({ maxBytes: 1_000_000, clock: systemClock }),
      tags: createMemoryTagStore(),
      userAgent: 'bench',
      traceWire: false,
    },
  )
  const toEnding = (error: unknown): Ending =>
    isHeadwatersError(error) && (error.code === 'CIRCUIT_OPEN' || error.code === 'QUOTA_EXHAUSTED')
      ? 'rejected'
      : 'failed'
  return {
    name: 'Headwaters',
    get: (path, deadlineMs) => line.send(toCall(origin, path, deadlineMs)).then(() => 'ok' as const, toEnding),
    close: () => line.close(),
  }
}

/** `fetch` as Node has it. */
export const plainFetch: MakeClient = async (origin) => ({
  name: 'fetch',
  get: async (path, deadlineMs) => {
    try {
      const answer = await fetch(`${origin}/${path}/`, { signal: AbortSignal.timeout(deadlineMs) })
      await answer.text()
      return answer.ok ? 'ok' : 'failed'
    } catch {
      return 'failed'
    }
  },
  close: async () => {},
})

/** undici's RetryAgent with three repetitions, as peers have it set. */
export const retryAgent: MakeClient = async (origin) => {
  const agent = new RetryAgent(new Agent({ connections: 256 }), { maxRetries: 3, minTimeout: 100 })
  return {
    name: 'undici RetryAgent',
    get: async (path, deadlineMs) => {
      try {
        const signal = AbortSignal.timeout(deadlineMs)
        const answer = await request(`${origin}/${path}/`, { dispatcher: agent, signal })
        await answer.body.text()
        return answer.statusCode < 400 ? 'ok' : 'failed'
      } catch {
        return 'failed'
      }
    },
    close: () => agent.destroy(),
  }
}

const GOT = 'got@16.1.0'
const CACHE = join(import.meta.dirname, '..', '..', '.cache', 'bench')

type Got = (url: string, options: object) => { readonly text: () => Promise<string> }

/** Gets the peer on demand, beside the lockfile: it is compared with, never depended on. */
const loadGot = async (): Promise<Got> => {
  const folder = join(CACHE, 'node_modules', 'got')
  if (!existsSync(folder)) {
    const args = ['install', '--prefix', CACHE, '--no-save', '--no-package-lock', '--no-audit', '--no-fund', GOT]
    execFileSync('npm', args, { stdio: 'ignore' })
  }
  const module = (await import(pathToFileURL(join(folder, 'dist', 'source', 'index.js')).href)) as { default: Got }
  return module.default
}

/** got with its own defaults: two repetitions. */
export const gotClient: MakeClient = async (origin) => {
  const got = await loadGot()
  return {
    name: 'got',
    get: async (path, deadlineMs) => {
      try {
        await got(`${origin}/${path}/`, { signal: AbortSignal.timeout(deadlineMs) }).text()
        return 'ok'
      } catch {
        return 'failed'
      }
    },
    close: async () => {},
  }
}

/** Everybody, ours first. */
export const CLIENTS: readonly MakeClient[] = [headwaters, plainFetch, gotClient, retryAgent]
