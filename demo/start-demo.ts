import { join, resolve } from 'node:path'
import { CccError } from '@ccc-store/core/protocol'
import { FakeWechat, fakeWechatOn } from '@ccc-store/mock-server'
import {
  DEMO,
  DESK_DIR,
  type DemoLogin,
  type Language,
  languageOf,
  readSettings,
  serve,
  stopOnSignals,
} from '@ccc-store/server'
import { LoaderError } from 'ccc-store'
import { demoPages } from './demo-pages'
import { prepareShop } from './prepare-shop'
import { DEMO_TEXTS } from './texts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/**
 * `npm start`: the call centre with demo data, a shop mini-program with customer service just installed, and the
 * workbench; WeChat itself is a fake on the same server. Serves until a signal ends it.
 * @returns the exit code: 0 serving, 1 could not start
 */
export async function startDemo(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const language = languageOf(env)
  try {
    await start(env, language)
    return 0
  } catch (error) {
    process.stderr.write(`${explain(error, language)}\n`)
    return 1
  }
}

async function start(env: Readonly<Record<string, string | undefined>>, language: Language): Promise<void> {
  const texts = DEMO_TEXTS[language]
  const settings = readSettings({ CCC_LOG_LEVEL: 'warn', ...env, CCC_DEMO: 'true' })
  const dataDir = resolve(settings.CCC_DATA_DIR)
  // a folder of its own: what is in it is made anew at every start
  const folders = { shopDir: join(dataDir, 'demo', 'shop'), phoneDir: join(dataDir, 'demo', 'phone') }
  const fake = fakeWechatOn(new FakeWechat({ miniPrograms: [DEMO.miniProgram] }))

  let logins: readonly DemoLogin[] = []
  say(texts.preparing)
  const { centre, url: listening } = await serve({
    settings,
    wechat: fake.gateway,
    deskDir: DESK_DIR,
    plugins: [fake.routes, demoPages(folders.phoneDir, () => logins)],
    onDemoLogins: (given) => {
      logins = given
    },
    // at once, before anything else can fail: it is shown only once
    onFirstAdministrator: ({ account, password }) => say(texts.administrator(account, password)),
  })
  stopOnSignals(() => centre.close())
  try {
    const url = listening.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//127.0.0.1')
    say(texts.installing)
    await prepareShop(folders, url, fake.answersAt(url))
    await checkAnswers(url, language)
    announce(url, logins, language)
  } catch (error) {
    await centre.close()
    throw error
  }
}

const PATHS = { start: '/', phone: '/phone/', desk: '/desk/', api: '/docs/api' } as const

/** Something that `npm start` found, in words for its user. */
class DemoError extends Error {}

async function checkAnswers(url: string, language: Language): Promise<void> {
  for (const path of Object.values(PATHS)) {
    const { ok, status } = await fetch(url + path)
    if (!ok) throw new DemoError(DEMO_TEXTS[language].silent(url + path, status))
  }
}

function announce(url: string, logins: readonly DemoLogin[], language: Language): void {
  const texts = DEMO_TEXTS[language]
  const rows: [label: string, value: string][] = [
    [texts.start, url + PATHS.start],
    [texts.phone, url + PATHS.phone],
    [texts.desk, url + PATHS.desk],
    [texts.api, url + PATHS.api],
    [texts.agents, logins.map(({ account, password }) => `${account} / ${password}`).join('   ')],
  ]
  const width = Math.max(...rows.map(([label]) => columns(label)))
  say(
    [
      '',
      texts.ready,
      ...rows.map(([label, value]) => `  ${label}${' '.repeat(width - columns(label))}  ${value}`),
    ].join('\n'),
  )
  say(`\n${texts.stop}`)
}

/** How wide a terminal shows a text: Chinese signs take two columns. */
function columns(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign >= '\u2e80' ? 2 : 1), 0)
}

function explain(error: unknown, language: Language): string {
  if (error instanceof CccError) return `${error.code}: ${error.toWire()[language]}`
  if (error instanceof LoaderError) return error.text(language)
  if (error instanceof DemoError) return error.message
  return `${DEMO_TEXTS[language].unexpected}: ${error instanceof Error ? error.stack : String(error)}`
}
