import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { LEAST_LIBRARY } from '../../loader/doctor/check-project'
import { BASE_LIBRARY } from '../../sdk/client/base-library'

describe('the oldest base library', () => {
  test('is the same for the chat, for doctor and in the README of the SDK', () => {
    const readme = readFileSync(resolve(__dirname, '../../sdk/README.md'), 'utf8')
    expect(LEAST_LIBRARY).toBe(BASE_LIBRARY)
    expect(readme).toContain(`base library ${BASE_LIBRARY}`)
  })
})
