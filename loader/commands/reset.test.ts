import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { applyPlan } from '../apply/apply-plan'
import { sha256 } from '../hash'
import { failingFileSystem, unflushedDisk } from '../testing/failing-file-system'
import { makePayload, makeProject, plainAppJson, someSettings, treeOf } from '../testing/project'
import { type InstallRequest, runInstall } from './install'
import { runReset } from './reset'

let payloadDir: string

beforeAll(() => {
  payloadDir = makePayload()
})

const install = (cwd: string, options: Partial<InstallRequest> = {}) =>
  runInstall({ cwd, given: someSettings, complete: () => someSettings, payloadDir, files: unflushedDisk, ...options })

const read = (project: string, path: string) => readFileSync(join(project, path), 'utf8')

/** Mini-programs of every shape, by name. */
const shapes: [string, Record<string, string>][] = [
  ['an ordinary one', {}],
  [
    'CRLF, tabs, a byte-order mark and comments',
    { 'app.json': '\uFEFF{\r\n\t// 页面\r\n\t"pages": [\r\n\t\t"a", // 首页\r\n\t],\r\n}\r\n' },
  ],
  ['one minified line', { 'app.json': '{"pages":["a"],"subpackages":[{"root":"x","pages":["y"]}]}' }],
  ['mixed line endings and no final newline', { 'app.json': '{\n  "pages": ["a"],\r\n  "subPackages": []\n}' }],
  ['utils of its own', { 'utils/price.js': '' }],
]

describe('reset', () => {
  test.each(shapes)('gives back every byte of %s', async (_, files) => {
    const project = makeProject(files)
    chmodSync(join(project, 'app.json'), 0o640)
    const before = treeOf(project)
    await install(project)
    const report = await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(before)
    expect(report).toMatchObject({ wasInstalled: true, notes: [], modified: ['app.json'] })
  })

  test('also after files were turned to CRLF by a checkout', async () => {
    const project = makeProject()
    const before = treeOf(project)
    await install(project)
    for (const path of ['utils/login.js', 'ccc-config.js', '.ccc-store.record', 'app.json']) {
      writeFileSync(join(project, path), read(project, path).replaceAll('\n', '\r\n'))
    }
    await runReset({ cwd: project })
    expect(Object.keys(treeOf(project))).toEqual(Object.keys(before))
    expect(read(project, 'app.json')).toBe(plainAppJson.replaceAll('\n', '\r\n'))
  })

  test('keeps and lists what the user edited, and what the user put into our folders', async () => {
    const project = makeProject()
    await install(project)
    writeFileSync(join(project, 'utils/login.js'), '// mine\n')
    writeFileSync(join(project, 'ccc/notes.md'), '# mine\n')
    const { kept } = await runReset({ cwd: project })
    expect(kept).toEqual(['utils/login.js'])
    const left = Object.keys(treeOf(project)).filter((path) => /^(ccc|utils|\.ccc)/.test(path))
    expect(left).toEqual(['ccc', 'ccc/notes.md', 'utils', 'utils/login.js'])
  })

  test.each([
    ['a page was added', '"pages/home/index"', '"pages/home/index",\n    "pages/more/index"'],
    ['the file was indented anew', /^ +/gm, (spaces: string) => spaces + spaces],
    [
      'a subpackage was added behind ours',
      /\n {4}\}\n {2}\]/,
      '\n    },\n    { "root": "other", "pages": ["a"] }\n  ]',
    ],
    [
      'a subpackage was added before ours',
      '"subPackages": [',
      '"subPackages": [\n    { "root": "other", "pages": ["a"] },',
    ],
    ['a key was added at the end', /\n\}\n$/, ',\n  "style": "v2"\n}\n'],
  ] satisfies [string, string | RegExp, string | ((found: string) => string)][])(
    'takes the registration out of app.json when %s, and leaves the rest to the user',
    async (_, from, to) => {
      const project = makeProject()
      await install(project)
      const edited =
        typeof to === 'string'
          ? read(project, 'app.json').replace(from, to)
          : read(project, 'app.json').replace(from, to)
      expect(edited).not.toBe(read(project, 'app.json'))
      writeFileSync(join(project, 'app.json'), edited)
      const { subPackages, ...expected } = JSON.parse(edited)
      const { notes } = await runReset({ cwd: project })
      expect(notes).toEqual([])
      const rest = subPackages.filter(({ root }: { root: string }) => root !== 'ccc')
      const now = JSON.parse(read(project, 'app.json'))
      expect(now).toEqual(rest.length > 0 || now.subPackages ? { ...expected, subPackages: rest } : expected)
    },
  )

  test('leaves an app.json alone whose registration cannot be told from the text around it, and says so', async () => {
    const project = makeProject()
    await install(project)
    const edited = read(project, 'app.json')
      .replace('{\n      "root"', '/* mine */ {\n      // mine\n      "root"')
      .replace('"name": "ccc",', '"name": "mine",')
    const doubled = edited.replace('"subPackages": [', '"subPackages": [\n    { "root": "ccc", "pages": ["x"] },')
    writeFileSync(join(project, 'app.json'), doubled)
    const { notes } = await runReset({ cwd: project })
    expect(notes).toEqual([{ kind: 'stuck', path: 'app.json' }])
    expect(read(project, 'app.json')).toBe(doubled)
  })

  test.each([
    ['a page', '"pages/chat/index"', '"pages/chat/index", "pages/faq/index"'],
    ['keys', '"name": "ccc",', '"name": "ccc", "independent": true, "x": "MY DATA",'],
    ['a comment', '"name": "ccc",', '"name": "ccc", // mine'],
  ])('leaves a registration alone that the user added %s to, and lists it', async (_, from, to) => {
    const project = makeProject()
    await install(project)
    const edited = read(project, 'app.json').replace(from, to)
    writeFileSync(join(project, 'app.json'), edited)
    const { notes } = await runReset({ cwd: project })
    expect(notes).toEqual([{ kind: 'stuck', path: 'app.json' }])
    expect(read(project, 'app.json')).toBe(edited)
  })

  test('says that what was replaced is lost with the archive, and leaves the file in its place', async () => {
    const project = makeProject({ 'utils/login.js': '// theirs\n' })
    await install(project, { onConflict: 'overwrite' })
    rmSync(join(project, '.ccc-store.archive'))
    expect((await install(project)).notes).toEqual([{ kind: 'lost', path: 'utils/login.js' }])
    expect((await runReset({ cwd: project })).notes).toEqual([{ kind: 'lost', path: 'utils/login.js' }])
  })

  test('has nothing to do where nothing is installed, and where the registration was removed by hand', async () => {
    const project = makeProject()
    const before = treeOf(project)
    expect(await runReset({ cwd: project })).toMatchObject({ wasInstalled: false, modified: [], deleted: [] })
    await install(project)
    writeFileSync(join(project, 'app.json'), plainAppJson)
    expect((await runReset({ cwd: project })).notes).toEqual([])
    expect(treeOf(project)).toEqual(before)
  })

  test('in a dry run lists the same and writes nothing', async () => {
    const project = makeProject()
    await install(project)
    const before = treeOf(project)
    const dry = await runReset({ cwd: project, dryRun: true })
    expect(treeOf(project)).toEqual(before)
    expect(await runReset({ cwd: project })).toEqual({ ...dry, dryRun: false })
  })

  test('changes nothing when the user says no', async () => {
    const project = makeProject()
    await install(project)
    const before = treeOf(project)
    const confirm = () => Promise.reject(new Error('no'))
    await expect(runReset({ cwd: project, confirm })).rejects.toThrow('no')
    expect(treeOf(project)).toEqual(before)
  })

  test('brings back what was overwritten, byte for byte', async () => {
    const project = makeProject({
      'utils/login.js': 'exports.mine = 1\r\n',
      'ccc-config.js': Buffer.from([0xff, 0, 0x0d]).toString('latin1'),
    })
    writeFileSync(join(project, 'ccc-config.js'), Buffer.from([0xff, 0, 0x0d]))
    chmodSync(join(project, 'utils/login.js'), 0o600)
    const before = treeOf(project)
    const { notes } = await install(project, { onConflict: 'overwrite' })
    expect(notes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'overwritten ccc-config.js',
      'overwritten utils/login.js',
    ])
    await install(project)
    await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(before)
  })

  test('brings back what was overwritten, also when our file was deleted since', async () => {
    const project = makeProject({ 'utils/login.js': '// theirs\n' })
    const before = treeOf(project)
    await install(project, { onConflict: 'overwrite' })
    rmSync(join(project, 'utils/login.js'))
    await runReset({ cwd: project })
    expect(treeOf(project)).toEqual(before)
  })

  test('puts what was overwritten beside what the user made of ours', async () => {
    const project = makeProject({ 'utils/login.js': '// theirs\n' })
    await install(project, { onConflict: 'overwrite' })
    writeFileSync(join(project, 'utils/login.js'), '// edited\n')
    const { notes } = await runReset({ cwd: project })
    expect(notes).toEqual([{ kind: 'kept', path: 'utils/login.js', beside: 'utils/login.js.original' }])
    expect(read(project, 'utils/login.js.original')).toBe('// theirs\n')
  })

  test('a kill at any single step is made whole by the next start', async () => {
    const make = async () => {
      const project = makeProject({ 'utils/login.js': '// theirs\n' })
      await install(project, { onConflict: 'overwrite' })
      return project
    }
    const counted = await make()
    const counting = failingFileSystem(0, 'fails once')
    await runReset({ cwd: counted, files: counting })
    const whole = treeOf(counted)
    for (let at = 1; at <= counting.steps(); at += 1) {
      for (const failure of ['is killed', 'is killed in the middle of a write'] as const) {
        const project = await make()
        await runReset({ cwd: project, files: failingFileSystem(at, failure) }).catch(() => {})
        await runReset({ cwd: project, files: unflushedDisk })
        expect({ at, tree: treeOf(project) }).toEqual({ at, tree: whole })
      }
    }
  })
})

describe('a record that somebody tampered with', () => {
  const tamper = async (change: (record: { files: unknown[]; folders: string[]; splices: unknown[] }) => void) => {
    const project = makeProject({ 'secret.js': '// secret\n' })
    await install(project)
    const path = join(project, '.ccc-store.record')
    const record = JSON.parse(readFileSync(path, 'utf8'))
    change(record)
    writeFileSync(path, JSON.stringify(record))
    return project
  }

  test.each(['secret.js', 'app.js', '../x.js', '/etc/hosts', 'ccc/../secret.js', 'project.config.json'])(
    'never has %s deleted',
    async (path) => {
      const project = await tamper(({ files }) => files.push({ path, sha256: sha256(Buffer.from('// secret\n')) }))
      const before = treeOf(project)
      await expect(runReset({ cwd: project })).rejects.toMatchObject({ code: 'manifest-broken' })
      expect(treeOf(project)).toEqual(before)
    },
  )

  test('never has anything cut out of other files', async () => {
    const splice = {
      path: 'app.js',
      offset: 0,
      removed: 'x',
      inserted: 'App',
      before: '0'.repeat(64),
      after: '0'.repeat(64),
    }
    const project = await tamper(({ splices }) => splices.push(splice))
    await expect(runReset({ cwd: project })).rejects.toMatchObject({ code: 'manifest-broken' })
  })

  test('never has a folder removed that is not empty, or that is a link', async () => {
    const project = await tamper(({ folders }) => folders.push('pages', 'linked'))
    mkdirSync(join(project, 'empty'))
    symlinkSync('empty', join(project, 'linked'))
    await runReset({ cwd: project })
    const tree = treeOf(project)
    expect([tree['pages/home/index.js'], tree.empty, tree.linked]).not.toContain(undefined)
  })

  test('is not followed through a link that leads out', async () => {
    const outside = makeProject()
    const project = makeProject()
    await install(project)
    rmSync(join(project, 'utils'), { recursive: true })
    symlinkSync(outside, join(project, 'utils'))
    const before = treeOf(outside)
    await expect(runReset({ cwd: project })).rejects.toMatchObject({ code: 'path-unsafe' })
    expect(treeOf(outside)).toEqual(before)
  })
})

test('a plan that removes a folder keeps it when something appeared in it', async () => {
  const project = makeProject({ 'old/file.js': 'x', 'old/theirs.js': 'y' })
  const expect_ = sha256(Buffer.from('x'))
  await applyPlan(project, {
    placements: [{ subpackage: 'ccc', loginPath: 'utils/login.js' }],
    folders: [],
    removeFolders: ['old'],
    changes: [{ kind: 'delete', path: 'old/file.js', expect: expect_ }],
    notes: [],
  })
  expect(Object.keys(treeOf(project)).filter((path) => path.startsWith('old'))).toEqual(['old', 'old/theirs.js'])
})
