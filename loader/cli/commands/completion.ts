import { LoaderError } from '../../errors'
import type { CommandSpec } from '../command-spec'
import { completionFor, isShell, shells } from '../completion'

export const completionCommand: CommandSpec = {
  name: 'completion',
  text: { zh: '输出命令行补全脚本', en: 'print a completion script for a shell' },
  args: [
    {
      flags: '<shell>',
      values: shells,
      text: { zh: 'bash、zsh、fish 或 powershell', en: 'bash, zsh, fish or powershell' },
    },
  ],
  options: [],
  examples: [
    ['ccc-store completion bash >> ~/.bashrc', { zh: '用于 bash', en: 'for bash' }],
    ['ccc-store completion zsh > "${fpath[1]}/_ccc-store"', { zh: '用于 zsh', en: 'for zsh' }],
    ['ccc-store completion fish > ~/.config/fish/completions/ccc-store.fish', { zh: '用于 fish', en: 'for fish' }],
    ['ccc-store completion powershell >> $PROFILE', { zh: '用于 PowerShell', en: 'for PowerShell' }],
  ],
  async run({ args, language, io, commands }) {
    const [shell = ''] = args
    if (!isShell(shell)) throw new LoaderError('shell-unknown', { value: shell })
    io.stdout.write(completionFor(shell, commands, language))
    return undefined
  },
}
