import { leanStyle } from './lean-style.ts'
import { leanWxs } from './lean-wxs.ts'

/**
 * Takes from a template, a style sheet, a wxs or a json file what only its authors need: comments, indentation, names of
 * variables nobody else sees, and spaces that mean nothing. Lines stay, one for each element, rule or function, so that
 * a merge with somebody's changes still finds its way. Scripts are left to the minifier that WeChat uploads with.
 * @param extension with its dot
 * @param variables what variables of style sheets are called, from `shortVariables`
 * @returns the text unchanged when the kind of file is not known
 */
export function leanAsset(text: string, extension: string, variables?: ReadonlyMap<string, string>): string {
  switch (extension) {
    case '.wxml':
      return leanTemplate(text)
    case '.wxss':
      return leanStyle(text, variables)
    case '.wxs':
      return leanWxs(text)
    case '.json':
      return JSON.stringify(JSON.parse(text)).replace(DEFAULT_ISOLATION, '')
    default:
      return text
  }
}

/** Styles are kept apart also where nothing is said. */
const DEFAULT_ISOLATION = ',"styleIsolation":"isolated"'

const leanTemplate = (text: string): string =>
  text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\{\{[\s\S]*?\}\}/g, leanExpression)
    // an attribute without a value is true
    .replace(/(\s[\w-]+)="\{\{true\}\}"/g, '$1')
    .replace(/(\s)(bind|catch):(?=\w+=")/g, '$1$2')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
    .replace(/\s*(\/?>)\n/g, '$1\n')
    .trim()

const OPERATOR = /('[^']*')|\s*(===|!==|[<>]=|\|\||&&|[?:<>+,])\s*/g

/** `{{a === 'b' ? 1 : 2}}` without its spaces; those in a text stay. */
const leanExpression = (expression: string): string =>
  expression.replace(OPERATOR, (_, quoted?: string, operator?: string) => quoted ?? operator ?? '')
