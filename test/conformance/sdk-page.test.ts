import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { loginCustomer, type MockServer, openCustomerSocket, post, startMockServer } from '@ccc-store/mock-server'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import ts from 'typescript'

const root = join(__dirname, '..', '..')
const LOGIN = join(root, 'sdk', 'login', 'login.ts')
const NPM = join(root, 'sdk', 'npm', 'index.d.ts')
const PAGES = ['docs/sdk.md', 'docs/sdk.zh-CN.md']

interface Block {
  language: string
  code: string
  runs?: string
}

const blocksOf = (page: string): Block[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/(?:<!-- run: (\w+) -->\n)?```(\w+)\n([\s\S]*?)```/g)].map(
    ([, runs, language = '', code = '']) => ({ language, code, ...(runs !== undefined && { runs }) }),
  )

/** What TypeScript finds wrong with scripts that use the SDK as a mini-program does. */
function faultsOf(scripts: readonly string[]): string[] {
  const names = new Map(scripts.map((code, i) => [join(root, 'docs', `example-${i}.js`), code]))
  const options: ts.CompilerOptions = {
    ...{ allowJs: true, checkJs: true, noEmit: true, strict: true, noImplicitAny: false, skipLibCheck: true },
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, lib: ['lib.es2022.d.ts'] },
    ...{ moduleResolution: ts.ModuleResolutionKind.Node10, ignoreDeprecations: '6.0' },
    types: ['miniprogram-api-typings', 'node'],
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (name) => names.has(name) || fileExists(name)
  host.readFile = (name) => names.get(name) ?? readFile(name)
  host.getSourceFile = (name, ...rest) => {
    const code = names.get(name)
    return code === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022)
  }
  host.resolveModuleNames = (modules, file) =>
    modules.map((name) =>
      name.endsWith('utils/login.js')
        ? { resolvedFileName: LOGIN }
        : name === '@ccc-store/sdk'
          ? { resolvedFileName: NPM }
          : ts.resolveModuleName(name, file, options, host).resolvedModule,
    )
  const program = ts.createProgram([...names.keys(), join(root, 'sdk', 'ccc-config.d.ts')], options, host)
  return [...names.keys()].flatMap((name) => {
    const source = program.getSourceFile(name)
    return [...program.getSemanticDiagnostics(source), ...program.getSyntacticDiagnostics(source)].map(
      ({ messageText }) => `${names.get(name)}\n${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
  })
}

describe.each(PAGES)('%s', (page) => {
  const blocks = blocksOf(page)
  let mock: MockServer
  beforeAll(async () => {
    mock = await startMockServer({ agent: false })
  })
  afterAll(() => mock.close())

  test('has scripts that fit the SDK', () => {
    const scripts = blocks.filter(({ language }) => language === 'js').map(({ code }) => code)
    expect(scripts.length).toBeGreaterThan(4)
    expect(faultsOf(scripts)).toEqual([])
  })

  test('has JSON that is JSON', () => {
    for (const { language, code } of blocks) if (language === 'json') expect(() => JSON.parse(code)).not.toThrow()
  })

  test('signs a card so that agents see it as verified', async () => {
    const { code = '' } = blocks.find(({ runs }) => runs === 'signTold') ?? {}
    const sign = new Function('require', `${code}; return signTold`)(createRequire(__filename))
    const { token, customer } = await loginCustomer(mock.serverUrl, mock, 'zoe')
    const socket = await openCustomerSocket(mock.serverUrl, { token, ivrId: mock.ivrId })
    const card = { type: 'order', title: '订单 7', price: '¥128.00' }
    const signature = sign(mock.sdkAppId, customer.openid, 'card', card, mock.openidSecret)
    await socket.command({ t: 'send', content: { kind: 'card', card, signature } })
    await socket.next(
      (frame) =>
        frame.t === 'entries' && frame.entries.some(({ body }) => body.kind === 'card' && body.verified === true),
    )
    await socket.close()
  })

  test('signs an openid so that the call centre believes it', async () => {
    const { code = '' } = blocks.find(({ runs }) => runs === 'signOpenid') ?? {}
    const sign = new Function('require', `${code}; return signOpenid`)(createRequire(__filename))
    const openid = 'oJcOOYuI_2ObD97z2-ikAffEuA1u'
    const body = { sdkAppId: mock.sdkAppId, openid, openidSignature: sign(mock.sdkAppId, openid, mock.openidSecret) }
    expect(await post(`${mock.serverUrl}/v1/customer/login`, body)).toMatchObject({
      status: 200,
      body: { customer: { openid } },
    })
  })
})

test('the scripts of both languages are the same but for their comments', () => {
  const [en, zh] = PAGES.map((page) => blocksOf(page).map(({ code }) => code.replace(/^\/\*\*.*$/gm, '')))
  expect(zh).toEqual(en)
})
