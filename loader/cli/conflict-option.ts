import { LoaderError } from '../errors'
import type { OnConflict } from '../plan/conflicts'
import type { OptionSpec } from './command-spec'
import type { Flags } from './flags'

const policies: readonly OnConflict[] = ['abort', 'skip', 'overwrite']

/** The option that says what to do about files of the user in places of ours. */
export const conflictOption: OptionSpec = {
  flags: '--on-conflict <abort|skip|overwrite>',
  values: policies,
  text: {
    zh: '遇到同名的已有文件：停止（默认）、保留它，或换成我们的（reset 时还原）',
    en: 'when files of yours are in the way: stop (the default), keep them, or replace them (reset brings them back)',
  },
}

/** What the option says. Throws `on-conflict-invalid`. */
export function policyIn(flags: Flags): OnConflict | undefined {
  const text = flags.text('onConflict')
  const policy = policies.find((each) => each === text)
  if (text !== undefined && policy === undefined) throw new LoaderError('on-conflict-invalid', { value: text })
  return policy
}
