import { test } from 'node:test'
import { conformance } from 'headwaters/testing'
import { acme } from './index.ts'

// What every source has to keep: run it with `node --test`, without a network and without credentials.
for (const { name, run } of conformance(acme)) void test(name, run)
