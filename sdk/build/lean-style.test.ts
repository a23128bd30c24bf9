import { expect, test } from '@jest/globals'
import { leanStyle } from './lean-style'

test('a lean style sheet has one line for each rule', () => {
  const text = `/* looks */
@import "../a.wxss";

.a,
.b:active .c {
  margin: 0 var(--xyz, 1px);
  color: var(--ccc-xyz);
}
@media (prefers-color-scheme: dark) {
  .a {
    color: #ffffff;
  }
}
`
  expect(leanStyle(text)).toBe(`@import "../a.wxss";
.a,.b:active .c{margin:0 var(--xyz, 1px);color:var(--ccc-xyz)}
@media (prefers-color-scheme:dark){.a{color:#fff}}`)
})
