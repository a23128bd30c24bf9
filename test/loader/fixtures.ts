/** A small mini-program, or what only looks like one, under test/fixtures/projects. */
export interface Fixture {
  /** Its folder. */
  name: string
  shows: string
  /** The folder of app.json, relative to the project, with forward slashes; `.` for the project itself. */
  root: string
  /** The exit code of `install` when it must refuse; it installs when there is none. */
  refusedWith?: 2 | 3 | 4
  /** Symbolic links to make after copying, which git does not carry to every system: path to target. */
  links?: Readonly<Record<string, string>>
  /** Why the official compiler does not take it even before the installation. */
  notCompiled?: string
  /** Why the simulator does not run it even before the installation. */
  notSimulated?: string
}

const native = (name: string, shows: string, rest: Partial<Fixture> = {}): Fixture => ({
  name,
  shows,
  root: '.',
  ...rest,
})

const refused = (name: string, shows: string, refusedWith: 2 | 3 | 4, rest: Partial<Fixture> = {}): Fixture => ({
  name,
  shows,
  root: '.',
  refusedWith,
  ...rest,
})

const bareRequire = 'the simulator wants a dot before a relative path'

/** Native mini-programs, each of which takes an installation. */
const accepted: readonly Fixture[] = [
  native('plain', 'one page, no subpackages'),
  native('crlf-app-json', 'app.json in CRLF beside app.js in LF'),
  native('crlf-sources', 'app.json in LF beside app.js in CRLF'),
  native('tabs', 'indented with tabs'),
  native('four-spaces', 'indented with four spaces, with semicolons'),
  native('one-line-files', 'one line per file and no final newline'),
  native('lower-case-subpackages', 'subpackages in lower case, with a preload rule'),
  native('both-subpackage-keys', 'subPackages beside subpackages, of which WeChat reads the latter'),
  native('empty-subpackages', 'an empty list of subpackages'),
  native('pages-on-one-line', 'lists on one line, an independent subpackage'),
  native('custom-tab-bar', 'a tab bar of its own'),
  native('plugins', 'a plugin and an extended library'),
  native('alias-and-workers', 'resolveAlias, workers, entryPagePath', { notSimulated: bareRequire }),
  native('lazy-code-loading', 'lazyCodeLoading and declared permissions'),
  native('glass-easel', 'the glass-easel component framework'),
  native('skyline', 'the Skyline renderer for all pages'),
  native('skyline-per-page', 'the Skyline renderer for all pages, each of which asks for its own navigation'),
  native('custom-navigation', 'no navigation bar on any page'),
  native('skyline-subpackage', 'the Skyline renderer for one subpackage'),
  native('typescript', 'app.ts alone, under miniprogramRoot', { root: 'miniprogram' }),
  native('typescript-generated', 'app.ts beside the app.js made of it'),
  native('decorated-class', 'a decorated class instead of App()'),
  native('wrapped-app', 'App(Provider(store)({…}))'),
  native('global-data-in-on-launch', '"use strict", a bare require, globalData set in onLaunch', {
    notSimulated: bareRequire,
  }),
  native('less-and-scss', 'styles in Less and Sass'),
  native('missing-build-output', 'miniprogramRoot names a build that is not there, sources are in src', {
    root: 'src',
    notCompiled: 'the project is compiled from its build output',
  }),
  native('committed-npm', 'a committed miniprogram_npm'),
  native('linked-folder', 'a folder linked from outside the mini-program', {
    root: 'app',
    links: { 'app/shared': '../shared' },
  }),
  native('decoy-app-json', 'other files named app.json', { root: 'client' }),
  native('java-monorepo', 'beside a Java server', { root: 'miniprogram' }),
  native('cloud-functions', 'with cloud functions', { root: 'miniprogram' }),
  native('no-project-config', 'no project.config.json'),
  native('non-ascii-paths', 'Chinese and spaced folder names', { root: '小程序 源码' }),
  native('private-config', 'project.private.config.json names the root', {
    root: 'client',
    notCompiled: 'the compiler does not read the private configuration',
  }),
  native('source-root', 'srcMiniprogramRoot', { root: 'source' }),
  native('dark-theme', 'theme.json'),
  native('pack-options', 'files that packOptions keeps out of the upload, by every kind of rule', { root: 'app' }),
  native('kbone-hybrid', 'native pages beside a folder that kbone generates', {
    root: 'mp',
    notSimulated: 'the generated part needs its library',
  }),
  native('commented-app-json', 'comments and trailing commas in app.json', {
    notCompiled: 'comments in app.json are error 10006',
    notSimulated: 'comments in app.json are no JSON',
  }),
]

/** What must be refused, and stay as it is. */
const refusals: readonly Fixture[] = [
  refused('existing-ccc-page', 'a page of the main package in ccc', 4),
  refused('claimed-subpackage-name', 'another subpackage named ccc', 4),
  refused('own-config-file', 'a ccc-config.js of somebody else', 4),
  refused('utils-linked-outside', 'utils is a link that leaves the mini-program', 4, {
    root: 'app',
    links: { 'app/utils': '../shared' },
  }),
  refused('linked-utils', 'utils is a link, which the compiler does not follow', 4, { links: { utils: 'common' } }),
  refused('several-mini-programs', 'two mini-programs side by side, and nobody to ask', 2),
  refused('taro', 'Taro sources', 3),
  refused('taro-output', 'what Taro built', 3),
  refused('uni-app-output', 'what uni-app built', 3),
  refused('uni-app', 'uni-app sources of the command line', 3),
  refused('uni-app-hbuilder', 'uni-app sources of HBuilderX', 3),
  refused('wepy', 'WePY sources', 3),
  refused('mpx', 'mpx sources', 3),
  refused('kbone', 'kbone sources', 3),
  refused('vue-pages', 'objects in pages, which are sources, and no build yet', 3),
  refused('broken-app-json', 'a missing comma and bracket in app.json', 3),
  refused('empty-app-json', 'an empty app.json', 3),
  refused('truncated-app-json', 'an app.json that ends in the middle', 3),
  refused('app-json-without-pages', 'an app.json of something else', 3),
  refused('gbk-app-json', 'an app.json that is not UTF-8', 3),
  refused('escaping-root', 'miniprogramRoot leads out of the project', 3),
  refused('web-site', 'no mini-program at all', 3),
]

export const fixtures: readonly Fixture[] = [...accepted, ...refusals]

/** The fixtures that take an installation. */
export const installable = accepted

/** The fixture of that name. */
export function fixtureNamed(name: string): Fixture {
  const found = fixtures.find((fixture) => fixture.name === name)
  if (found === undefined) throw new Error(`there is no fixture ${name}`)
  return found
}
