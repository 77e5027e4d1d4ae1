import { LIVE_VENDORS, planOf } from './plan.ts'

/** Says before the tests what is done with each vendor, and why. */
export const setup = (): void => {
  for (const name of LIVE_VENDORS) {
    const plan = planOf(name, process.env)
    console.log('reason' in plan ? `${name}: ${plan.kind}, ${plan.reason}` : `${name}: ${plan.kind}`)
  }
}
