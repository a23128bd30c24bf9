import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { CliIo } from './io'
import { startProgress } from './progress'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

function start(isTTY: boolean) {
  const stderr = Object.assign(new PassThrough(), { isTTY })
  const io: CliIo = { stdin: new PassThrough(), stdout: new PassThrough(), stderr, env: {}, cwd: '/', locale: 'en' }
  return { progress: startProgress(io, 'Checking …'), shown: () => String(stderr.read() ?? '') }
}

describe('the sign of life', () => {
  test('appears after half a second and goes away with the end', () => {
    const { progress, shown } = start(true)
    jest.advanceTimersByTime(499)
    expect(shown()).toBe('')
    jest.advanceTimersByTime(1)
    expect(shown()).toBe('Checking …')
    progress.end()
    expect(shown()).toMatch(/^\r +\r$/)
  })

  test('never appears where nobody looks', () => {
    const { progress, shown } = start(false)
    jest.advanceTimersByTime(10_000)
    progress.tick()
    progress.end()
    expect(shown()).toBe('')
  })
})
