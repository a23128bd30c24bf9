import { transformSync } from 'esbuild'

/** What the oldest phones understand that the chat runs on. */
const TARGET = ['safari10', 'chrome53']

/** A style sheet without comments and spaces, one line for each rule, as WeChat's compiler reads it. */
export const leanStyle = (text: string): string =>
  transformSync(text, { loader: 'css', minify: true, charset: 'utf8', target: TARGET })
    .code.trim()
    .replace(/@import"(.+?)";/g, '@import "$1";\n')
    .replace(/@media\(/g, '@media (')
    .replace(/\}(?=[^}])/g, '}\n')
