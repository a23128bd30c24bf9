import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A page as the team of a Skyline project would write it, in the subpackage that the loader has registered. */
const PAGE = 'pages/own/index'

/**
 * Adds a page of the host's own, drawn by Skyline, that holds `<ccc-chat>`.
 * @param miniprogram an installed project whose app.json is plain JSON
 * @returns its files that have to be compiled
 */
export function addOwnSkylinePage(miniprogram: string): string[] {
  const appJson = join(miniprogram, 'app.json')
  const app: { subPackages: { root: string; pages: string[] }[] } = JSON.parse(readFileSync(appJson, 'utf8'))
  app.subPackages.find(({ root }) => /^ccc\/?$/.test(root))?.pages.push(PAGE)
  writeFileSync(appJson, JSON.stringify(app))
  const settings = {
    renderer: 'skyline',
    navigationStyle: 'custom',
    usingComponents: { 'ccc-chat': '/ccc/components/chat/chat' },
  }
  const files = {
    json: JSON.stringify(settings),
    js: 'Page({})\n',
    wxml: '<view class="room"><ccc-chat /></view>\n',
    wxss: '.room { height: 100vh }\n',
  }
  mkdirSync(join(miniprogram, 'ccc', 'pages', 'own'), { recursive: true })
  for (const [type, text] of Object.entries(files)) writeFileSync(join(miniprogram, 'ccc', `${PAGE}.${type}`), text)
  return ['js', 'wxml', 'wxss'].map((type) => `ccc/${PAGE}.${type}`)
}
