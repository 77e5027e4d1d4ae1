import { Command } from 'commander'
import { tellServer } from './control/ask.ts'
import { parseFaultScript, SCRIPT_HELP } from './fault-script.ts'
import { act } from './run.ts'

interface FaultOptions {
  readonly account?: string
  readonly port?: string
}

/** `headwaters fault <source> <script>`: lets a sandbox of a running server fail. */
export const faultCommand = (): Command =>
  act<FaultOptions>(
    new Command('fault')
      .description(
        'Let the sandbox of a running server fail as the script says. Not in production, never for live sources.',
      )
      .argument('<source>', 'the source whose sandbox is meant')
      .argument('<script>', 'for instance 503*3, latency(2000)@customers or off')
      .option('-a, --account <account>', 'only this account (default: all)')
      .option('-p, --port <port>', 'which server, by its port, where several are running')
      .addHelpText('after', `\n${SCRIPT_HELP}`),
    async ({ args, options: { account, port } }) => {
      const rules = [...parseFaultScript(String(args[1]))]
      const source = String(args[0])
      const done = await tellServer(
        { action: 'fault', source, rules, ...(account === undefined ? {} : { account }) },
        port,
      )
      return { text: done, json: { source, rules, done } }
    },
  )
