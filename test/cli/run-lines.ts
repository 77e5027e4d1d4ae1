import { runCommand } from '../../src/cli/program.ts'

// Many commands in one process, since each start of one takes a while. Prints what each said and its exit code.

/** What a command said. */
interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

const catchWords = (stream: NodeJS.WriteStream): { readonly text: () => string; readonly end: () => void } => {
  const original = stream.write.bind(stream)
  let text = ''
  const write = (piece: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    text += String(piece)
    const done = rest.find((one) => typeof one === 'function')
    if (done !== undefined) (done as () => void)()
    return true
  }
  stream.write = write
  return { text: () => text, end: () => void (stream.write = original) }
}

const runLine = async (line: string): Promise<Said> => {
  const [out, err] = [catchWords(process.stdout), catchWords(process.stderr)]
  process.exitCode = 0
  try {
    await runCommand(line.split(' '))
  } finally {
    out.end()
    err.end()
  }
  return { code: Number(process.exitCode), out: out.text(), err: err.text() }
}

const said: Record<string, Said> = {}
for (const line of process.argv.slice(2)) said[line] = await runLine(line)
process.exitCode = 0
process.stdout.write(JSON.stringify(said))
