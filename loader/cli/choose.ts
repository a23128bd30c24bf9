import { LoaderError } from '../errors'
import { type CliIo, hasColour } from './io'

/** Asks for one of several. Ctrl-C and a signal are `interrupted`, Escape and Ctrl-D are `cancelled`. */
export async function choose(
  message: string,
  choices: readonly { title: string; value: string }[],
  hint: string,
  io: CliIo,
): Promise<string> {
  // Loaded only when there is something to choose: it is the slowest module of the command.
  const { default: prompts } = await import('prompts')
  let ctrlC = false
  const watch = (_: unknown, key: { ctrl?: boolean; name?: string }) => {
    ctrlC = key.ctrl === true && key.name === 'c'
  }
  // A signal counts as the key.
  const forget = io.interruption?.whenRequested(() => io.stdin.emit('keypress', '', { ctrl: true, name: 'c' }))
  io.stdin.prependListener('keypress', watch)
  // A line that wraps is not cleared as a whole; without a hint of ours there would be an English one.
  const fitting = widthOf(`? ${message} › ${hint}`) < (io.stdout.columns ?? 80) ? hint : ' '
  const stdout = hasColour(io.stdout, io.env) ? io.stdout : withoutColour(io.stdout)
  try {
    const { chosen } = await prompts(
      { type: 'select', name: 'chosen', message, choices: [...choices], hint: fitting, stdin: io.stdin, stdout },
      {
        // Escape and Ctrl-D say "no"; Ctrl-C stops, and shells expect its own exit code.
        onCancel: () => {
          throw new LoaderError(ctrlC ? 'interrupted' : 'cancelled')
        },
      },
    )
    return String(chosen ?? '')
  } finally {
    forget?.()
    io.stdin.removeListener('keypress', watch)
  }
}

/** How many columns a text takes: Chinese characters and their marks take two. */
export function widthOf(text: string): number {
  return [...text].reduce(
    (width, character) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character)
        ? 2
        : 1),
    0,
  )
}

/** A terminal that is shown no colours; the cursor still moves. */
function withoutColour(stream: CliIo['stdout']): CliIo['stdout'] {
  const write = (text: string) => stream.write(text.replace(colours, ''))
  return Object.create(stream, { write: { value: write } })
}

// Select Graphic Rendition (ECMA-48, 8.3.117): ESC [ numbers m.
const colours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')
