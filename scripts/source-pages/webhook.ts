import type { AnySource } from '../../src/kit/define-source.ts'
import { sampleConfig } from './settings.ts'
import { code, count, table } from './table.ts'

/** How a vendor's deliveries are verified. */
export const webhookTable = (source: AnySource): string => {
  // `AnySource` has forgotten which configuration its webhook takes; the sample is made from that very shape.
  const facts = source.webhook?.({ config: sampleConfig(source) as never }) ?? null
  if (facts === null) return 'It has none.'
  const { hash, encoding, header, atHeader, at, signs, toleranceMs } = facts.verify
  const timeIn = at === undefined ? 'there is none' : code(atHeader ?? header)
  return table(
    ['What', 'How'],
    [
      ['Signature', `HMAC-${hash.toUpperCase()} in ${encoding}, in the header ${code(header)}`],
      ['Time stamp', timeIn],
      ['What is signed', code(signs)],
      ['Oldest that is taken', toleranceMs === undefined ? 'any age' : `${count(toleranceMs / 1_000)} seconds`],
      ['Told apart by', facts.idHeader === undefined ? 'the event’s id' : `the header ${code(facts.idHeader)}`],
    ],
  )
}
