export { createTestClock, type TestClock } from '../../src/testing/test-clock.ts'
