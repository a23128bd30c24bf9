import { describe, expect, test } from '@jest/globals'
import { translateUnits } from './units'

describe('translateUnits', () => {
  test.each([
    ['750rpx', '100cqw'],
    ['-.5rpx', '-0.06667cqw'],
    ['1rpx solid', '0.13333cqw solid'],
    ['calc(50vh - 2vw)', 'calc(50cqh - 2cqw)'],
    ['var(--a-10rpx)', 'var(--a-10rpx)'],
    ['16px', '16px'],
  ])('%s is %s', (wxss, css) => {
    expect(translateUnits(wxss)).toBe(css)
  })
})
