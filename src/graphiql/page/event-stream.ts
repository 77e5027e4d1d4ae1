import type { ExecutionResult } from 'graphql'

/** How one operation is asked for as a stream of server-sent events. */
export interface EventStreamRequest {
  readonly url: string
  readonly body: unknown
  readonly headers: Record<string, string>
}

const fieldOf = (event: string, name: string): string =>
  event
    .split('\n')
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).trimStart())
    .join('\n')

async function* blocksOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (rest + part.value).split('\n\n')
    rest = blocks.pop() ?? ''
    yield* blocks
  }
}

async function* answersOf(
  { url, body, headers }: EventStreamRequest,
  signal: AbortSignal,
): AsyncGenerator<ExecutionResult> {
  const accept = 'text/event-stream, application/json;q=0.5'
  const request = { method: 'POST', body: JSON.stringify(body), signal }
  try {
    const response = await fetch(url, {
      ...request,
      headers: { 'content-type': 'application/json', accept, ...headers },
    })
    // A refused operation is answered as one JSON document.
    const streamed = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (!streamed || !response.body) {
      yield await response.json()
      return
    }
    for await (const block of blocksOf(response.body)) {
      if (fieldOf(block, 'event') === 'complete') return
      const data = fieldOf(block, 'data')
      if (data) yield JSON.parse(data)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** The answers of one subscription (graphql-sse, distinct connections mode), until the server ends it or the reader leaves. */
export const eventStream = (request: EventStreamRequest): AsyncIterableIterator<ExecutionResult> => {
  const controller = new AbortController()
  const answers = answersOf(request, controller.signal)
  // A generator that waits for its next event does not hear `return`, so leaving must end the request first.
  const leave = (): Promise<IteratorResult<ExecutionResult>> => {
    controller.abort()
    return answers.return(undefined)
  }
  const stream: AsyncIterableIterator<ExecutionResult> = {
    next: () => answers.next(),
    return: leave,
    [Symbol.asyncIterator]: () => stream,
  }
  return stream
}
