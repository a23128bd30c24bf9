/// <reference path="./wawoff2.d.ts" />
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { decompress } from 'wawoff2'

const FONT_PACKAGES = [
  { name: '@fontsource-variable/noto-sans-sc', folder: 'files' },
  { name: 'twemoji-colr-font', folder: '.' },
]

/** The fonts of npm packages come as woff2, which fontconfig cannot offer to the browser: unpacked they are TrueType. */
async function unpackFonts(folder: string): Promise<void> {
  for (const { name, folder: inside } of FONT_PACKAGES) {
    const source = join(dirname(require.resolve(`${name}/package.json`)), inside)
    for (const file of await readdir(source)) {
      if (!file.endsWith('.woff2')) continue
      const font = await decompress(await readFile(join(source, file)))
      await writeFile(join(folder, `${basename(file, '.woff2')}.ttf`), font)
    }
  }
}

const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/ttf</dir>
  <cachedir>${folder}/cache</cachedir>
  ${['sans-serif', 'system-ui', 'serif']
    .map(
      (name) =>
        `<alias binding="same"><family>${name}</family><prefer><family>Noto Sans SC Thin</family></prefer></alias>`,
    )
    .join('\n  ')}
</fontconfig>
`

/**
 * Makes Chinese and emoji legible in screenshots on a machine without such fonts, and the same on every machine.
 * @returns the fontconfig file to give to the browser as `FONTCONFIG_FILE`
 */
export async function prepareFonts(): Promise<string> {
  const home = join(tmpdir(), `ccc-store-fonts-1-${process.getuid?.() ?? 0}`)
  if (!existsSync(home)) {
    const staging = await mkdtemp(join(tmpdir(), 'ccc-store-fonts-'))
    await mkdir(join(staging, 'ttf'))
    await unpackFonts(join(staging, 'ttf'))
    await writeFile(join(staging, 'fonts.conf'), fontsConf(home))
    await rename(staging, home).catch(async (error: unknown) => {
      await rm(staging, { recursive: true, force: true })
      if (!existsSync(home)) throw error
    })
  }
  return join(home, 'fonts.conf')
}
