import { runUpdate } from '../../commands/update'
import type { CommandSpec } from '../command-spec'
import { commonOptions } from '../common-options'
import { conflictOption, policyIn } from '../conflict-option'
import { printReport } from '../print-report'
import { requestOf } from '../request-of'

export const updateCommand: CommandSpec = {
  name: 'update',
  text: {
    zh: '把装进来的文件升级到这个版本：没改过的直接替换，改过的与新版本合并',
    en: 'bring what is installed to this version; your edits are merged with it',
  },
  options: [
    conflictOption,
    commonOptions.cwd,
    commonOptions.dryRun,
    commonOptions.diff,
    commonOptions.json,
    commonOptions.yes,
  ],
  examples: [
    [
      'ccc-store update',
      {
        zh: '升级；冲突时保留您的文件，新版本放在旁边的 .new 里',
        en: 'on a contradiction yours stays, and ours is put beside it as .new',
      },
    ],
    ['ccc-store update --dry-run --diff', { zh: '先看看会改动什么', en: 'shows first what would change' }],
  ],
  async run(call) {
    const { flags, texts, io } = call
    const report = await runUpdate({
      ...requestOf(call),
      onConflict: policyIn(flags),
      diff: flags.has('diff'),
      payloadDir: io.payloadDir,
    })
    // It puts right what is missing of the same version.
    const isSame = report.from === report.version
    const fill = (text: string) => text.replace('{from}', () => report.from).replace('{to}', () => report.version)
    printReport(report, call, {
      done: fill(isSame ? texts.repaired : texts.updated),
      wouldDo: fill(isSame ? texts.wouldRepair : texts.wouldUpdate),
      nothing: fill(texts.upToDate),
    })
    return undefined
  },
}
