import { closeOnSignals } from '../../src/server/shutdown.ts'
import { createToyServer } from './toy-server.ts'

// A server of its own process, for what only a process can show. It opens its gate after it was told to end.
const server = createToyServer()
const { url } = await server.listen()
closeOnSignals({ close: server.close, log: () => server.gate.open('after the signal') })
process.stdout.write(`${url}\n`)
await server.gate.entered
process.stdout.write('asked\n')
