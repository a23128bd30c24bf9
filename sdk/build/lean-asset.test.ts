import { describe, expect, test } from '@jest/globals'
import { leanAsset } from './lean-asset'

describe('a lean asset', () => {
  test.each([
    [
      '.wxml',
      '<!-- of\n two lines -->\n<view\n  class="{{a\n    ? b : c}}"\n>\n\n  <text>a  b</text>\n</view>\n',
      '<view\nclass="{{a\n? b : c}}"\n>\n<text>a  b</text>\n</view>\n',
    ],
    [
      '.wxss',
      '/* looks */\n@import "../a.wxss";\n\n.a,\n.b:active .c {\n  margin: 0 var(--x, calc(1px + 2px));\n  transition: a 1s, b 2s;\n}\n',
      '@import "../a.wxss";\n.a,\n.b:active .c{\nmargin:0 var(--x,calc(1px + 2px));\ntransition:a 1s,b 2s;\n}\n',
    ],
    [
      '.wxs',
      '/**\n * What it does.\n */\nfunction a(b) {\n  // why\n  return b + "// c" // d\n}\nmodule.exports = { a: a }\n',
      'function a(b) {\nreturn b + "// c" // d\n}\nmodule.exports = { a: a }\n',
    ],
    ['.json', '{\n  "component": true\n}\n', '{"component":true}\n'],
    ['.png', ' as it is ', ' as it is '],
  ])('%s keeps what counts', (extension, text, lean) => {
    expect(leanAsset(text, extension)).toBe(lean)
  })
})
