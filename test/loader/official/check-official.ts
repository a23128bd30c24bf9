// npm run check:official: after an installation, everything that the official compiler took before it still takes.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { relative } from 'node:path/posix'
import { findRoot } from '../../../loader/project/find-root'
import { packedFiles, packingOf } from '../../../loader/project/packed-files'
import { copyFixture } from '../copy-fixture'
import { type Fixture, fixtureNamed, installable } from '../fixtures'
import { packLoader } from '../packed-loader'
import { install, settings } from '../settings'
import { type Compiled, compileAll, officialCompiler } from './official-compiler'
import { addOwnSkylinePage } from './own-skyline-page'

interface Case {
  name: string
  project: string
  /** Files that must be among the compiled ones. */
  contains: readonly string[]
  /** Why the compiler cannot take it. */
  notCompiled?: string
  /** What the loader takes for the packed files, when it is to be compared. */
  packed: () => Promise<string[]>
}

const page = ['ccc/pages/chat/index.js', 'ccc/pages/chat/index.wxml', 'utils/login.js', 'ccc-config.js']
const place = realpathSync(mkdtempSync(join(tmpdir(), 'ccc-official-')))

async function check(): Promise<string[]> {
  const cases = makeCases()
  const complaints: string[] = []
  const started = performance.now()
  const compiler = officialCompiler((text) => console.log(text))
  const byProject = new Map(cases.map((each) => [each.project, each]))
  const results: Compiled[] = []
  await compileAll(compiler, [...byProject.keys()], (result) => results.push(result))
  for (const result of results) {
    const each = byProject.get(result.project)
    const complaint = each && (await complaintAbout(each, result))
    if (complaint) complaints.push(`${each.name}: ${complaint}`)
    console.log(`${complaint ? '✗' : '✓'} ${each?.name}`)
  }
  console.log(`${cases.length} projects in ${Math.round((performance.now() - started) / 1000)} s`)
  console.log(`${cases.length - complaints.length} passed, ${complaints.length} failed`)
  return complaints
}

function makeCases(): Case[] {
  const { bin } = packLoader(mkdtempSync(join(place, 'packed-')))
  const run = (args: readonly string[], cwd: string) => execFileSync(process.execPath, [bin, ...args], { cwd })
  const fixtures = installable.flatMap((fixture): Case[] => {
    const before = copyFixture(join(place, 'before'), fixture)
    const after = copyFixture(join(place, 'after'), fixture)
    run([...install, '--entry', entryOf(after.miniprogram)], after.folder)
    const { name, notCompiled } = fixture
    const rest = notCompiled === undefined ? {} : { notCompiled }
    return [
      { name: `${name}, before`, project: before.folder, contains: [], packed: packedIn(before.folder), ...rest },
      {
        name: `${name}, installed`,
        project: after.folder,
        contains: reached(fixture),
        packed: packedIn(after.folder),
        ...rest,
      },
    ]
  })
  const starters = ['ts', 'js'].map((language): Case => {
    const name = `starter ${language}`
    run(['create', name, `--${language}`, '--yes', ...settings], place)
    const project = join(place, name)
    return { name, project, contains: [...page, 'pages/home/index.js'], packed: packedIn(project) }
  })
  return [...fixtures, ...starters, skylineHost(run)]
}

/** A Skyline project with a page of its own that holds the chat: only compiled, for nothing here renders Skyline. */
function skylineHost(run: (args: readonly string[], cwd: string) => void): Case {
  const { folder, miniprogram } = copyFixture(join(place, 'host'), fixtureNamed('skyline'))
  run(install, folder)
  const contains = [...page, ...addOwnSkylinePage(miniprogram)]
  return {
    name: 'skyline, with a page of its own around the chat',
    project: folder,
    contains,
    packed: packedIn(folder),
  }
}

/** The first page, which then shows the entry button; none where app.json is no plain JSON. */
function entryOf(miniprogram: string): string {
  try {
    const [page] = JSON.parse(readFileSync(join(miniprogram, 'app.json'), 'utf8')).pages
    return page
  } catch {
    return 'none'
  }
}

// The compiler does not follow links to folders, and takes nothing behind them along.
function reached({ root, links = {} }: Fixture): string[] {
  const linked = Object.keys(links).map((path) => `${relative(root, path)}/`)
  return page.filter((path) => !linked.some((folder) => path.startsWith(folder)))
}

/** The files that `info` and `doctor` count. */
function packedIn(project: string): () => Promise<string[]> {
  return async () => {
    const { miniprogram, config } = await findRoot(project)
    return packedFiles(miniprogram, await packingOf(config)).map(({ packed }) => packed)
  }
}

async function complaintAbout({ contains, notCompiled, packed }: Case, result: Compiled): Promise<string | undefined> {
  if ('error' in result) return notCompiled === undefined ? result.error : undefined
  if (notCompiled !== undefined) return `it compiles, though ${notCompiled}`
  const missing = contains.filter((path) => !result.files.includes(path))
  if (missing.length > 0) return `${missing.join(', ')} missing among the compiled files`
  const loose = result.files.filter((path) => path.startsWith('.ccc-store'))
  if (loose.length > 0) return `${loose.join(', ')} would be uploaded`
  // The compiler adds these itself: its own configuration, and what it needs where it translates to ES5.
  const uploaded = result.files.filter((path) => path !== 'project.config.json' && !path.startsWith('@babel/runtime/'))
  const counted = await packed()
  const differing = [
    ...uploaded.filter((path) => !counted.includes(path)),
    ...counted.filter((path) => !uploaded.includes(path)),
  ]
  return differing.length > 0 ? `doctor counts other files than the compiler packs: ${differing.join(', ')}` : undefined
}

check()
  .then((complaints) => {
    for (const complaint of complaints) console.error(complaint)
    process.exitCode = complaints.length > 0 ? 1 : 0
  })
  .finally(() => rmSync(place, { recursive: true, force: true }))
