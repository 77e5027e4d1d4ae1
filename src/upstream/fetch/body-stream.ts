import type { Readable } from 'node:stream'

/** What watches over a body that is handed on while it comes. */
export interface BodyWatch {
  /** What an error of the body is for the caller. */
  readonly toError: (thrown: unknown) => unknown
  /** Called once when the body has ended, in whatever way. */
  readonly onEnd: () => void
}

/** Hands a body on as the standard's stream. Who cancels it ends the connection. */
export const toBodyStream = (body: Readable, { toError, onEnd }: BodyWatch): ReadableStream<Uint8Array> => {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]()
  let ended = false
  const end = (): void => {
    if (ended) return
    ended = true
    onEnd()
  }
  body.once('close', end)
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const piece = await chunks.next()
        if (piece.done !== true) return controller.enqueue(new Uint8Array(piece.value))
        end()
        controller.close()
      } catch (thrown) {
        end()
        controller.error(toError(thrown))
      }
    },
    cancel: () => {
      end()
      body.destroy()
    },
  })
}
