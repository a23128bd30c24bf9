import { ask } from '../cli/ask'
import type { CommandSpec, OptionSpec } from '../cli/command-spec'
import { givenSettings, settingOptions } from '../cli/commands/install'
import { commonOptions } from '../cli/common-options'
import { folderOf } from '../cli/request-of'
import { LoaderError } from '../errors'
import { askSourceLanguage } from './ask-source-language'
import { type CreateRequest, createProject } from './create-project'
import { printCreateReport } from './print-create-report'
import { createTexts } from './texts'

const { zh, en } = createTexts

/** `create <name>`: a new mini-program with customer service in it. */
export const createCommand: CommandSpec = {
  name: 'create',
  text: { zh: zh.description, en: en.description },
  args: [{ flags: '<name>', text: { zh: zh.argument, en: en.argument } }],
  options: [
    option('--ts', 'ts'),
    option('--js', 'js'),
    option('--git', 'git'),
    ...settingOptions,
    option('--cwd <folder>', 'cwd'),
    option('--dry-run', 'dryRun'),
    commonOptions.json,
    option('-y, --yes', 'yes'),
  ],
  examples: zh.examples.map(([line, meaning], index) => {
    const [lineEn, meaningEn] = en.examples[index] ?? [line, meaning]
    return [
      { zh: line, en: lineEn },
      { zh: meaning, en: meaningEn },
    ]
  }),
  async run({ args, flags, language, texts, io }) {
    if (flags.has('ts') && flags.has('js')) throw new LoaderError('create-language-both')
    const known = givenSettings(flags)
    const mayAsk = !flags.has('yes') && !flags.has('json')
    const chosen = flags.has('js') ? 'js' : flags.has('ts') ? 'ts' : undefined
    const complete: CreateRequest['complete'] = async () => ({
      language: chosen ?? (await askSourceLanguage(createTexts[language].askLanguage, mayAsk, texts, io)),
      settings: await ask(known, mayAsk, language, texts, io),
    })
    const [name = ''] = args
    const report = await createProject({
      name,
      cwd: folderOf(flags, io),
      complete,
      git: flags.has('git'),
      dryRun: flags.has('dryRun'),
      interruption: io.interruption,
      payloadDir: io.payloadDir,
    })
    if (flags.has('json')) {
      io.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
      return undefined
    }
    printCreateReport(report, createTexts[language], io)
    return undefined
  },
}

function option(flags: string, key: keyof typeof zh.options): OptionSpec {
  return { flags, text: { zh: zh.options[key], en: en.options[key] } }
}
