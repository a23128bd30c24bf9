/**
 * Takes from a template, a style sheet, a wxs or a json file what only its authors need: comments, indentation, and
 * spaces that mean nothing. Lines stay, so that a reader, and a merge with somebody's changes, still find their way.
 * Scripts are left to the minifier that WeChat uploads with.
 * @param extension with its dot
 * @returns the text unchanged when the kind of file is not known
 */
export function leanAsset(text: string, extension: string): string {
  switch (extension) {
    case '.wxml':
      return joined(text.replace(/<!--[\s\S]*?-->/g, ''))
    case '.wxss':
      return joined(
        text
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/\s*\{\s*?$/gm, '{')
          .replace(/(^\s*[\w-]+):\s+/gm, '$1:')
          .replace(/,[ \t]+/g, ','),
      )
    case '.wxs':
      // a comment that shares its line with code stays: it might as well be part of a string
      return joined(text.replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '').replace(/^\s*\/\/.*$/gm, ''))
    case '.json':
      return `${JSON.stringify(JSON.parse(text))}\n`
    default:
      return text
  }
}

const joined = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n')
