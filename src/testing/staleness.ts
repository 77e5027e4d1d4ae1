import { strict as assert } from 'node:assert'
import { toStableText } from '../core/fingerprint.ts'
import type { RequestContext } from '../graph/context.ts'
import type { AnySource } from '../kit/define-source.ts'
import type { Declared } from '../kit/operation.ts'
import { fillTemplate, slotsOf } from '../kit/template.ts'
import { told, type Args } from './asking.ts'
import { keysOfSample } from './made-up.ts'
import { operationsOf, promise, type ListPromises, type Named } from './promise.ts'
import { onStage, type Stage } from './stage.ts'

/** `customer:{id}` is of the family `customer`. */
const familyOf = (tag: string): string => tag.split(':')[0] ?? tag

const isKept = ({ kind, ttlMs }: Declared): boolean => kind === 'read' && ttlMs > 0

/** Kept reads that wear a tag of a family that this write forgets. */
const readersOf = (source: AnySource, { forgets }: Declared): readonly Named[] => {
  const families = new Set(forgets.map(familyOf))
  return operationsOf(source, (read) => isKept(read) && read.wears.some((tag) => families.has(familyOf(tag))))
}

/** What the slots of a template stand for in a tag; null when the tag is none of the template's. */
const slotsIn = (template: string, tag: string): Args | null => {
  const escaped = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '(.+)')
  const found = new RegExp(`^${escaped}$`).exec(tag)
  return found && Object.fromEntries(slotsOf(template).map((slot, index) => [slot, found[index + 1]]))
}

const slotValue =
  (args: Args, answer: unknown) =>
  (slot: string): unknown => {
    if (!slot.startsWith('answer.')) return args[slot]
    const fields: readonly (readonly [string, unknown])[] =
      typeof answer === 'object' && answer !== null ? Object.entries(answer) : []
    return fields.find(([name]) => `answer.${name}` === slot)?.[1]
  }

/** The tags that the sample of a write makes stale; learnt on a stage of its own, since some are in its answer. */
const forgottenBy = async (source: AnySource, [name, { forgets }]: Named): Promise<readonly string[]> => {
  let tags: readonly string[] = []
  await onStage(source, async (stage) => {
    const args = stage.sample(name)
    const answer = await stage.value(stage.call(name, args))
    tags = forgets.flatMap((template) => fillTemplate(template, slotValue(args, answer)) ?? [])
  })
  return tags
}

/** A read whose answer wears a tag that the write forgets. */
interface Meeting {
  readonly named: Named
  readonly slots: Args
}

const meetingsOf = (source: AnySource, write: Named, tags: readonly string[]): readonly Meeting[] =>
  readersOf(source, write[1]).flatMap((named) =>
    named[1].wears.flatMap((template) =>
      tags.flatMap((tag) => {
        const slots = slotsIn(template, tag)
        return slots === null ? [] : [{ named, slots }]
      }),
    ),
  )

const canLoad = ({ key, batch }: Declared): boolean => key !== null || batch !== null

const readIt = (stage: Stage, { named, slots }: Meeting, context: RequestContext): Promise<unknown> => {
  const [name, operation] = named
  const key = operation.batch === null ? slots[operation.key ?? ''] : slots.key
  if (canLoad(operation) && key !== undefined) return stage.load(name, key, { context })
  return stage.call(name, { ...stage.sample(name), ...slots }, { context })
}

/** Whether the meeting shows it: the read is kept before the write, and asked for anew after it. */
const isShown = (source: AnySource, [writeName]: Named, meeting: Meeting): Promise<boolean> =>
  new Promise((resolve, reject) => {
    onStage(source, async (stage) => {
      const [name] = meeting.named
      const context = stage.context()
      const before = await stage.end(readIt(stage, meeting, context))
      const kept = await stage.end(readIt(stage, meeting, stage.context()))
      if ('error' in before || 'error' in kept || stage.countOf(name) !== 1) return resolve(false)
      await stage.value(stage.call(writeName, stage.sample(writeName), { context }))
      await stage.end(readIt(stage, meeting, context))
      assert.equal(stage.countOf(name), 2, `after ${writeName} the same request reads ${name} anew`)
      resolve(true)
    }).catch(reject)
  })

const clearStale = async (source: AnySource, write: Named): Promise<void> => {
  const meetings = meetingsOf(source, write, await forgottenBy(source, write))
  const shown = []
  for (const meeting of meetings) if (await isShown(source, write, meeting)) shown.push(meeting)
  const [name] = write
  assert.notEqual(
    shown.length,
    0,
    `no read meets what the sample of ${name} forgets: let its sample change an object that a kept read can be asked for`,
  )
}

/** Asks for what the samples of all kept reads ask for. */
const readKept = async (stage: Stage): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>()
  for (const [name, operation] of operationsOf(stage.source, isKept)) {
    const keys =
      operation.batch === null ? [] : keysOfSample(operation, stage.sample(name)).slice(0, operation.batch.max)
    const context = stage.context()
    const asked =
      operation.batch === null
        ? stage.call(name, stage.sample(name), { context })
        : Promise.all(keys.map((key) => stage.load(name, key, { context })))
    const ending = await stage.end(asked)
    texts.set(name, 'value' in ending ? toStableText(ending.value) : told(ending.error))
  }
  return texts
}

/** What is still believed after a write is what the vendor answers. */
const believeNothingOld = async (stage: Stage, [name]: Named): Promise<void> => {
  await readKept(stage)
  await stage.value(stage.call(name, stage.sample(name)))
  const believed = await readKept(stage)
  stage.graph.registry.parts.answers.clear()
  const now = await readKept(stage)
  const old = [...believed].filter(([read, text]) => now.get(read) !== text).map(([read]) => read)
  assert.deepEqual(old, [], `reads whose kept answers ${name} changes without forgetting them`)
}

/** What a write makes stale is not believed any more. */
export const stalePromises: ListPromises = (source) =>
  operationsOf(source, ({ kind }) => kind === 'write').flatMap((write) => [
    ...(readersOf(source, write[1]).length === 0
      ? []
      : [
          {
            name: `${write[0]}: clears what it made stale, in the shared cache and in the request`,
            run: () => clearStale(source, write),
          },
        ]),
    promise(source, `${write[0]}: leaves no kept answer that the vendor would answer otherwise now`, (stage) =>
      believeNothingOld(stage, write),
    ),
  ])
