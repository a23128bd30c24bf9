import { describe, expect, test } from '@jest/globals'
import { isNewer } from './version'

describe('versions', () => {
  test('are ordered as semantic versioning has it', () => {
    const ordered = [
      '0.1.0-alpha',
      '0.1.0-alpha.1',
      '0.1.0-alpha.beta',
      '0.1.0-beta.2',
      '0.1.0-beta.11',
      '0.1.0',
      '0.2.0',
      '0.10.0',
      '1',
      '99.0.0',
    ]
    for (const [index, version] of ordered.entries()) {
      const newer = ordered.filter((other) => isNewer(other, version))
      expect(newer).toEqual(ordered.slice(index + 1))
    }
  })

  test('with builds or without trailing zeros are the same', () => {
    expect([isNewer('1.0.0+1', '1.0.0'), isNewer('1.0', '1.0.0'), isNewer('1.0.0', '1')]).toEqual([false, false, false])
  })
})
