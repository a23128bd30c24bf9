import { describe, expect, test } from '@jest/globals'
import { leanAsset } from './lean-asset'
import { shortVariables } from './lean-style'

const variables = shortVariables(':host {\n  --xyz: 1;\n}')

describe('a lean asset', () => {
  test.each([
    [
      '.wxml',
      '<!-- of\n two lines -->\n<view\n  class="{{a\n    ? b : \'c : d\'}} {{ e >= 1 }}"\n  focus="{{true}}" bind:tap="on"\n/>\n\n  <text>a  b > c</text>\n</view>\n',
      '<view\nclass="{{a?b:\'c : d\'}} {{ e>=1 }}"\nfocus bindtap="on"/>\n<text>a  b > c</text>\n</view>',
    ],
    [
      '.wxss',
      '/* looks */\n@import "../a.wxss";\n\n.a,\n.b:active .c {\n  margin: 0 var(--xyz, 1px);\n  color: var(--ccc-xyz);\n}\n@media (prefers-color-scheme: dark) {\n  .a {\n    color: #ffffff;\n  }\n}\n',
      '@import "../a.wxss";\n.a,.b:active .c{margin:0 var(--c0,1px);color:var(--ccc-xyz)}\n@media (prefers-color-scheme:dark){.a{color:#fff}}',
    ],
    [
      '.wxs',
      '/**\n * What it does.\n */\nfunction long(before) {\n  // why\n  return 86400000 + before + "// c 😀" // d\n}\nmodule.exports = { long: long }\n',
      'function e(e){return 86400000+e+"// c 😀"}\nmodule.exports={long:e}',
    ],
    ['.json', '{\n  "component": true,\n  "styleIsolation": "isolated"\n}\n', '{"component":true}'],
    ['.png', ' as it is ', ' as it is '],
  ])('%s keeps what counts', (extension, text, lean) => {
    expect(leanAsset(text, extension, variables)).toBe(lean)
  })
  test('.wxs has no backslash, which the compiler of WeChat spoils', () => {
    expect(() => leanAsset('var a = /\\d/', '.wxs')).toThrow('No backslash')
  })
})
