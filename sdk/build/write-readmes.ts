import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { componentApi, componentNames, componentReadme, stylesReadme } from './component-api'

const sdk = resolve(__dirname, '..')
const components = join(sdk, 'components')

for (const name of componentNames(components)) {
  const folder = join(components, name)
  writeFileSync(join(folder, 'README.md'), componentReadme(componentApi(folder, name)))
}
writeFileSync(join(sdk, 'styles/README.md'), stylesReadme(readFileSync(join(sdk, 'styles/tokens.wxss'), 'utf8')))
