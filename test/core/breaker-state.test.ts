import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  admitCall,
  CLOSED_BREAKER,
  settleCall,
  stillAdmitted,
  type BreakerOutcome,
  type BreakerState,
} from '../../src/core/breaker-state.ts'

const rule = {
  failureRatio: 0.5,
  minimumCalls: 10,
  consecutiveFailures: 5,
  windowMs: 10_000,
  openMs: 1_000,
  probeTimeoutMs: 5_000,
  probeIntervalMs: 1_000,
}

/** One call from admission to outcome. */
const call = (state: BreakerState, outcome: BreakerOutcome, nowMs: number): BreakerState => {
  const admission = admitCall(state, rule, nowMs)
  if (!admission.admitted) return admission.state
  return settleCall(admission.state, { generation: admission.generation, outcome, nowMs }, rule)
}

const calls = (outcomes: readonly BreakerOutcome[], everyMs = 1, state = CLOSED_BREAKER, fromMs = 0): BreakerState =>
  outcomes.reduce((known, outcome, index) => call(known, outcome, fromMs + index * everyMs), state)

const times = (count: number, outcome: BreakerOutcome): BreakerOutcome[] => Array.from({ length: count }, () => outcome)
const opened = calls(times(5, 'failure'))

describe('closed', () => {
  const mixed = (pairs: number): BreakerOutcome[] =>
    Array.from({ length: pairs * 2 }, (_x, i) => (i % 2 === 0 ? 'success' : 'failure'))

  test.each<[string, BreakerOutcome[], number, BreakerState['phase']]>([
    ['four failures in a row leave it closed', times(4, 'failure'), 1, 'closed'],
    ['five failures in a row open it', times(5, 'failure'), 1, 'open'],
    ['a success in between begins a new row', [...times(4, 'failure'), 'success', ...times(4, 'failure')], 1, 'closed'],
    ['uncounted outcomes do not break the row', [...times(4, 'failure'), 'uncounted', 'failure'], 1, 'open'],
    ['half of ten calls failing opens it', mixed(5), 1, 'open'],
    ['half of eight calls failing says nothing yet', mixed(4), 1, 'closed'],
    ['half failing over more than the window says nothing', mixed(8), 1_500, 'closed'],
    ['a hundred uncounted outcomes leave it closed', times(100, 'uncounted'), 1, 'closed'],
  ])('%s', (_fact, outcomes, everyMs, phase) => expect(calls(outcomes, everyMs).phase).toBe(phase))
})

describe('open', () => {
  test('it refuses and says after how long to ask again', () => {
    expect(admitCall(opened, rule, 504)).toMatchObject({ admitted: false, retryAfterMs: 500 })
  })

  test('what was admitted before it opened does not count any more', () => {
    const late = settleCall(opened, { generation: CLOSED_BREAKER.generation, outcome: 'success', nowMs: 10 }, rule)
    expect(late).toBe(opened)
  })

  test('a call that waited in a queue meanwhile may not go', () => {
    expect(stillAdmitted(opened, CLOSED_BREAKER.generation, 504)).toBe(500)
  })
})

describe('half-open', () => {
  const probing = admitCall(opened, rule, 1_004)
  const generation = probing.admitted ? probing.generation : -1
  const settle = (outcome: BreakerOutcome): BreakerState =>
    settleCall(probing.state, { generation, outcome, nowMs: 1_010 }, rule)

  test('one probe goes, and the next caller is refused', () => {
    expect(probing).toMatchObject({ admitted: true, state: { phase: 'half-open' } })
    expect(admitCall(probing.state, rule, 1_010)).toMatchObject({ admitted: false, retryAfterMs: 4_994 })
    expect(stillAdmitted(probing.state, generation, 1_010)).toBeNull()
  })

  test('the first success closes it with a clean slate', () => {
    expect(settle('success')).toMatchObject({ phase: 'closed', slices: [], failuresInRow: 0 })
  })

  test('a failure opens it again', () => expect(settle('failure')).toMatchObject({ phase: 'open', untilMs: 2_010 }))

  test('an uncounted outcome neither opens nor closes it, and gives the place to the next, a second after', () => {
    expect(settle('uncounted')).toMatchObject({ phase: 'half-open', probing: false })
    expect(admitCall(settle('uncounted'), rule, 1_011)).toMatchObject({ admitted: false, retryAfterMs: 993 })
    expect(admitCall(settle('uncounted'), rule, 2_004)).toMatchObject({ admitted: true })
  })

  test('a probe that takes too long gives its place up, and its late word is not heard', () => {
    const next = admitCall(probing.state, rule, 6_004)
    expect(next.admitted).toBe(true)
    expect(settleCall(next.state, { generation, outcome: 'success', nowMs: 6_010 }, rule)).toBe(next.state)
  })
})

test('its state can be written down and read back', () => {
  const copy = JSON.parse(JSON.stringify(opened)) as BreakerState
  expect(admitCall(copy, rule, 504)).toEqual(admitCall(opened, rule, 504))
})

test('whatever happens, no two probes are under way within one probe time-out or begin within a second, and an open breaker lets nothing through', () => {
  const step = fc.record({
    afterMs: fc.integer({ min: 0, max: 3_000 }),
    settle: fc.option(fc.tuple(fc.nat(20), fc.constantFrom<BreakerOutcome>('success', 'failure', 'uncounted'))),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      let state = CLOSED_BREAKER
      let nowMs = 0
      let probedAtMs = -Infinity
      const underWay: { generation: number; atMs: number; probe: boolean }[] = []
      for (const { afterMs, settle } of steps) {
        nowMs += afterMs
        const before = state
        const admission = admitCall(state, rule, nowMs)
        state = admission.state
        if (admission.admitted) {
          const probe = state.phase === 'half-open'
          if (before.phase === 'open') expect(nowMs).toBeGreaterThanOrEqual(before.untilMs)
          const others = underWay.filter((one) => one.probe && nowMs - one.atMs < rule.probeTimeoutMs)
          if (probe) expect(others).toEqual([])
          if (probe) expect(nowMs - probedAtMs).toBeGreaterThanOrEqual(rule.probeIntervalMs)
          if (probe) probedAtMs = nowMs
          underWay.push({ generation: admission.generation, atMs: nowMs, probe })
        }
        if (settle === null || underWay.length === 0) continue
        const [ended] = underWay.splice(settle[0] % underWay.length, 1)
        if (ended) state = settleCall(state, { generation: ended.generation, outcome: settle[1], nowMs }, rule)
      }
    }),
  )
})
