import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answered, Handlers } from './sandbox-answer.ts'
import { sendHalf, sendReply, type Fault } from './sandbox-fault.ts'

const later = (delayMs: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, delayMs))

/** A request that a fault befalls, and the answer that it would have had. */
export interface Playing {
  readonly response: ServerResponse
  readonly request: IncomingMessage
  readonly handlers: Handlers
  readonly usual: () => Promise<Answered>
}

/** Does what a fault says in place of answering. */
export const playFault = async (fault: Fault, known: Playing): Promise<void> => {
  const { response, request, handlers, usual } = known
  switch (fault.kind) {
    case 'status':
      return sendReply(response, {
        status: fault.status,
        body: handlers.refusal(fault.status),
        headers: fault.headers ?? {},
      })
    case 'body':
      response.writeHead(fault.status ?? 200, { 'content-type': fault.type ?? 'application/json' }).end(fault.body)
      return
    case 'latency':
      await later(fault.delayMs)
      return sendReply(response, await usual())
    case 'hang':
      return
    case 'reset':
      request.socket.destroy()
      return
    case 'truncate':
      return sendHalf(response, (await usual()).body)
    case 'bend': {
      const answer = await usual()
      return sendReply(response, { ...answer, body: fault.bend(answer.body) })
    }
  }
}
