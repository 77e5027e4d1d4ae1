/** What a source's author tests with; `headwaters/testing`. */
export { CassetteError, readCassette } from './cassette.ts'
export type { Cassette, Exchange } from './cassette-shape.ts'
export { conformance } from './conformance.ts'
export { mountGraph, type MountedGraph, type MountedGraphOptions } from './mounted-graph.ts'
export type { ConformancePromise } from './promise.ts'
export { createRecorder, type Recorder, type RedactOptions } from './recorder.ts'
export { createTestClock, type TestClock } from './test-clock.ts'
export { recordCassette, replayCassette, type CassetteDesk, type CassetteOptions } from './with-cassette.ts'
