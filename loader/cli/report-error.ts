import type { LoaderError } from '../errors'
import type { Language } from '../language'
import { type CliIo, hasColour } from './io'

/** Prints an error for a person, on the error output. */
export function reportError(error: LoaderError, language: Language, { stderr, env }: Pick<CliIo, 'stderr' | 'env'>) {
  const label = language === 'zh' ? '错误：' : 'Error: '
  stderr.write(`${hasColour(stderr, env) ? `\u001b[31m${label}\u001b[0m` : label}${error.text(language)}\n`)
}
