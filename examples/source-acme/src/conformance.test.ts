import { test } from 'node:test'
import { conformance } from 'headwaters/testing'
import { acme } from './index.ts'

for (const { name, run } of conformance(acme)) void test(name, run)
