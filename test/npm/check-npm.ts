// npm run check:npm: the SDK is a mini-program npm package that WeChat's own tools pack and compile.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { compileAll, officialCompiler } from '../loader/official/official-compiler'
import { CHAT_PAGE, makeNpmShop, PACKAGE, unpackSdk } from './npm-shop'

interface PackResult {
  miniProgramPackNum: number
  otherNpmPackNum: number
  warnList: unknown[]
}

const place = realpathSync(mkdtempSync(join(tmpdir(), 'ccc-npm-')))

/** @returns what is wrong */
async function check(): Promise<string[]> {
  const compiler = officialCompiler((text) => console.log(text))
  const shop = join(place, 'shop')
  makeNpmShop(shop, { sdkAppId: 1_400_000_001, ivrId: 'demo', serverUrl: 'https://example.com' })
  const installed = join(shop, 'node_modules', PACKAGE)
  unpackSdk(mkdtempSync(join(place, 'packed-')), installed)
  const packed = pack(compiler, shop)
  console.log(`packNpmManually: ${JSON.stringify(packed)}`)
  const complaints: string[] = []
  if (packed.miniProgramPackNum !== 1 || packed.otherNpmPackNum !== 0)
    complaints.push('not packed as a mini-program package')
  if (packed.warnList.length > 0) complaints.push(`packed with warnings: ${JSON.stringify(packed.warnList)}`)
  const [ours, theirs] = [join(installed, 'miniprogram_dist'), join(shop, 'miniprogram_npm', PACKAGE)].map(contentsOf)
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) complaints.push('what was packed is not what is in the package')
  await compileAll(compiler, [shop], (result) => {
    if ('error' in result) complaints.push(result.error)
    else if (!result.files.includes(`${CHAT_PAGE}.js`)) complaints.push(`${CHAT_PAGE} is not among the compiled files`)
  })
  return complaints
}

function pack(compiler: string, shop: string): PackResult {
  const program = `require(process.argv[1]).packNpmManually({
    packageJsonPath: process.argv[2] + '/package.json', miniprogramNpmDistDir: process.argv[2],
  }).then((result) => { console.log('\\n' + JSON.stringify(result)); process.exit(0) })`
  const output = execFileSync(process.execPath, ['-e', program, compiler, shop], { encoding: 'utf8' })
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}

/** Every script, template, style and JSON file with its bytes; WeChat's tools leave type declarations out. */
function contentsOf(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [relative(folder, path), readFileSync(path, 'base64')])
}

check()
  .then((complaints) => {
    for (const complaint of complaints) console.error(complaint)
    console.log(complaints.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed')
    process.exitCode = complaints.length > 0 ? 1 : 0
  })
  .finally(() => rmSync(place, { recursive: true, force: true }))
