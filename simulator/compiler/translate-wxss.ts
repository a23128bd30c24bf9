import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import postcss, { CssSyntaxError, type Root } from 'postcss'
import selectorParser from 'postcss-selector-parser'
import { translateUnits } from '../units'
import { CompileError } from './compile-error'

const BUILT_IN_TAGS = new Set(
  (
    'view text image button input textarea scroll-view swiper swiper-item icon video label form navigator picker ' +
    'switch slider checkbox checkbox-group radio radio-group rich-text page'
  ).split(' '),
)

export interface WxssOptions {
  /** absolute folder of the mini-program */
  root: string
  /** prefix of class names, when the styles belong to one component alone */
  scope?: string | undefined
  /** the page that the styles belong to: on a phone every page is a web view of its own */
  page?: string | undefined
  /** whether app.json has `darkmode: true`; without it WeChat shows every page in its light colours */
  darkmode: boolean
}

/**
 * Translates a wxss file into CSS for the simulator's document.
 * @param file path from the root
 * @returns CSS; empty if there is no such file
 * @throws CompileError for a syntax error or a missing `@import`
 */
export async function translateWxss(file: string, options: WxssOptions): Promise<string> {
  const code = await readFile(join(options.root, file), 'utf8').catch(() => undefined)
  if (code === undefined) return ''
  const css = await inlineImports(code, join(options.root, file), options.root)
  css.walkDecls((declaration) => {
    declaration.value = relocateUrls(translateUnits(declaration.value), file)
  })
  css.walkAtRules('media', (rule) => {
    rule.params = rule.params.replace(/(\d*\.?\d+)rpx\b/g, (_, number) => `${Number(number) / 2}px`)
    if (!options.darkmode)
      rule.params = rule.params.replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g, '(width < 0)')
  })
  const selectors = selectorParser((list) => {
    for (const selector of list.nodes) translateSelector(selector, options)
  })
  css.walkRules((rule) => {
    const { parent } = rule
    if (parent?.type === 'atrule' && 'name' in parent && String(parent.name).endsWith('keyframes')) return
    rule.selector = selectors.processSync(rule.selector)
  })
  return css.toString()
}

async function inlineImports(code: string, path: string, root: string): Promise<Root> {
  const name = relative(root, path).split(sep).join('/')
  const css = parse(code, name)
  const imports: Promise<void>[] = []
  css.walkAtRules('import', (rule) => {
    const target = rule.params.replace(/^url\(|\)$|['"]/g, '').trim()
    const file = target.startsWith('/') ? join(root, target) : resolve(dirname(path), target)
    imports.push(
      readFile(file, 'utf8').then(
        async (text) => {
          rule.replaceWith((await inlineImports(text, file, root)).nodes)
        },
        () => {
          throw new CompileError(name, rule.source?.start?.line ?? 1, `@import not found: "${target}"`)
        },
      ),
    )
  })
  await Promise.all(imports)
  return css
}

function parse(code: string, file: string): Root {
  try {
    return postcss.parse(code)
  } catch (error) {
    if (error instanceof CssSyntaxError) throw new CompileError(file, error.line ?? 1, error.reason)
    throw error
  }
}

/** Images of styles are found from the root, where the compiled styles lie. */
const relocateUrls = (value: string, file: string) =>
  value.replace(/url\(\s*(['"]?)([^'")]+)\1\s*\)/g, (whole, quote: string, url: string) => {
    if (/^([a-z]+:|\/\/|#)/i.test(url)) return whole
    const path = url.startsWith('/') ? url.slice(1) : join(dirname(file), url).split(sep).join('/')
    return `url(${quote}${path}${quote})`
  })

function translateSelector(selector: selectorParser.Selector, { scope, page }: WxssOptions): void {
  // `:where` adds no weight, so the page's rules keep their order of precedence
  const ofPage = page === undefined ? '' : `:where([data-route="${page}"])`
  let namesPage = false
  selector.walk((node) => {
    if (node.type === 'class' && scope) node.value = `${scope}--${node.value}`
    else if (node.type === 'pseudo' && node.value === ':host') {
      node.replaceWith(selectorParser.tag({ value: `[wx-host="${scope ?? ''}"]` }))
    } else if (node.type === 'tag' && BUILT_IN_TAGS.has(node.value)) {
      if (node.value === 'page') namesPage = true
      node.value = node.value === 'page' ? `wx-page${ofPage}` : `wx-${node.value}`
    }
  })
  const [first] = selector.nodes
  if (!page || namesPage || !first) return
  const before = first.rawSpaceBefore
  first.rawSpaceBefore = ''
  selector.prepend(selectorParser.tag({ value: `${before}:where(wx-page[data-route="${page}"]) ` }))
}
