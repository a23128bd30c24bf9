import { runReset } from '../../commands/reset'
import { LoaderError } from '../../errors'
import { askToGoOn } from '../ask'
import type { CommandSpec } from '../command-spec'
import { commonOptions } from '../common-options'
import { printReport } from '../print-report'
import { requestOf } from '../request-of'

export const resetCommand: CommandSpec = {
  name: 'reset',
  text: {
    zh: '把客服完整取出：没改过的一字节不差地还原，您改过的保留并列出',
    en: 'take everything out again, to the byte; what you edited stays and is listed',
  },
  options: [
    commonOptions.cwd,
    commonOptions.dryRun,
    commonOptions.diff,
    commonOptions.json,
    { flags: '-y, --yes', text: { zh: '不再确认', en: 'do not ask for confirmation' } },
  ],
  examples: [
    ['ccc-store reset', { zh: '先列出改动，确认后再动手', en: 'lists the changes and asks before it begins' }],
    ['ccc-store reset --dry-run', { zh: '只看会取出什么', en: 'only shows what would be taken out' }],
  ],
  async run(call) {
    const { flags, texts, io } = call
    const words = { done: texts.wasReset, wouldDo: texts.wouldReset, nothing: texts.notInstalled }
    const report = await runReset({
      ...requestOf(call),
      diff: flags.has('diff'),
      async confirm(planned) {
        if (flags.has('yes')) return
        if (flags.has('json')) throw new LoaderError('answer-missing', { flags: '--yes' })
        printReport({ ...planned, dryRun: true }, call, { ...words, wouldDo: texts.willReset })
        await askToGoOn(call.language, texts, io)
      },
    })
    printReport(report, call, { ...words, ...(report.isRecordLost ? { nothing: texts.recordLost } : {}) })
    return undefined
  },
}
