import { resolve } from 'node:path'
import type { Command } from 'commander'
import { ask } from '../cli/ask'
import type { CliIo } from '../cli/io'
import { texts } from '../cli/texts'
import { LoaderError } from '../errors'
import type { Language } from '../language'
import { DEFAULT_SERVER_URL, parseIvrId, parseSdkAppId, parseServerUrl } from '../settings'
import { askSourceLanguage } from './ask-source-language'
import { type CreateRequest, createProject } from './create-project'
import { printCreateReport } from './print-create-report'
import { createTexts } from './texts'

/** The options of `create`, as typed. */
interface CreateFlags {
  ts?: boolean
  js?: boolean
  git?: boolean
  sdkAppId?: string
  ivrId?: string
  serverUrl?: string
  cwd?: string
  yes?: boolean
}

/** Adds `create <name>` to the command line, in the given language. */
export function registerCreate(program: Command, language: Language, io: CliIo): Command {
  const { description, argument, options, examplesTitle, examples } = createTexts[language]
  const help = examples.map(([line, meaning]) => `  $ ${line}\n      ${meaning}`).join('\n')
  const command = program
    .command('create')
    .description(description)
    .argument('<name>', argument)
    .option('--ts', options.ts)
    .option('--js', options.js)
    .option('--git', options.git)
    .option('--sdk-app-id <id>', options.sdkAppId)
    .option('--ivr-id <id>', options.ivrId)
    .option('--server-url <url>', options.serverUrl)
    .option('--cwd <folder>', options.cwd)
    .option('-y, --yes', options.yes)
    .option('--lang <zh|en>', options.lang)
    .allowExcessArguments(false)
    .addHelpText('after', () => `\n${examplesTitle}\n${help}`)
  return command.action((name: string) => create(name, command.opts<CreateFlags>(), language, io))
}

async function create(name: string, flags: CreateFlags, language: Language, io: CliIo): Promise<void> {
  if (flags.ts && flags.js) throw new LoaderError('create-language-both')
  const known = {
    serverUrl: flags.serverUrl === undefined ? DEFAULT_SERVER_URL : parseServerUrl(flags.serverUrl),
    ...(flags.sdkAppId === undefined ? {} : { sdkAppId: parseSdkAppId(flags.sdkAppId) }),
    ...(flags.ivrId === undefined ? {} : { ivrId: parseIvrId(flags.ivrId) }),
  }
  const mayAsk = flags.yes !== true
  const chosen = flags.js ? 'js' : flags.ts ? 'ts' : undefined
  const complete: CreateRequest['complete'] = async () => ({
    language: chosen ?? (await askSourceLanguage(createTexts[language].askLanguage, mayAsk, io)),
    settings: await ask(known, mayAsk, language, texts[language], io),
  })
  const request = { name, cwd: resolve(io.cwd, flags.cwd ?? '.'), complete, git: flags.git ?? false }
  const report = await createProject(io.payloadDir === undefined ? request : { ...request, payloadDir: io.payloadDir })
  printCreateReport(report, createTexts[language], io)
}
