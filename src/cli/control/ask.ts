import { CommandError } from '../usage-error.ts'
import { ControlAnswer, type ControlMessage } from './message.ts'
import { findPlaces, type ControlPlace } from './place.ts'

const TIMEOUT_MS = 5_000

const portOf = (url: string): string => new URL(url).port

/** The server that is meant: the only one, or the one on this port. */
const choose = (port: string | undefined): ControlPlace => {
  const all = findPlaces()
  const places = all.filter(({ url }) => port === undefined || portOf(url) === port)
  const [newest] = places
  const urls = [...new Set(all.map(({ url }) => url))]
  if (newest === undefined) {
    const others = urls.length === 0 ? '' : ` Running: ${urls.join(', ')}.`
    throw new CommandError(
      `No running server${port === undefined ? '' : ` on port ${port}`} can be told; start one with \`headwaters dev\` or \`headwaters start\` (in production there is no such control).${others}`,
    )
  }
  if (new Set(places.map(({ url }) => url)).size > 1)
    throw new CommandError(`Several servers are running: ${urls.join(', ')}. Say which with --port.`)
  return newest
}

/** Tells a running server something, and answers what it did. */
export const tellServer = async (message: ControlMessage, port: string | undefined): Promise<string> => {
  const place = choose(port)
  const response = await fetch(`http://127.0.0.1:${place.port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${place.token}` },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new CommandError(`The server at ${place.url} does not answer its control; start it again.`, { cause })
  })
  const answer = ControlAnswer.parse(await response.json())
  if ('error' in answer) throw new CommandError(answer.error)
  return answer.done
}
