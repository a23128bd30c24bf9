import { describe, expect, test } from '@jest/globals'
import { settled } from '../testing/fake-sessions'
import { createLateTransport } from './late-transport'
import type { Connection, Transport } from './transport'

const rig = (load: () => Promise<unknown> = () => Promise.resolve()) => {
  const calls: string[] = []
  const connection: Connection = { status: 'online', error: null }
  const real: Transport = {
    connection,
    serverUrl: 'http://ccc',
    open: (ivrId) => void calls.push(`open ${ivrId}`),
    close: () => void calls.push('close'),
    send: ({ t }) => calls.push(`send ${t}`) > 0,
    signal: ({ t }) => calls.push(`signal ${t}`) > 0,
    history: (before) => calls.push(`history ${before}`) > 0,
    resync: () => void calls.push('resync'),
    end: ({ code }) => void calls.push(`end ${code}`),
    retry: () => void calls.push('retry'),
  }
  let told = 0
  const onConnection = () => {
    told += 1
  }
  const owner = { position: () => null, onFrame: () => {}, onConnection }
  const late = createLateTransport('http://ccc', owner, () => load().then(() => () => real))
  return { late, calls, told: () => told }
}

const error = { code: 'X', zh: '', en: '' }

describe('a transport that is fetched when it is needed', () => {
  test('is not fetched before the chat is opened', async () => {
    const { late, calls } = rig()
    await settled()
    expect(late.connection.status).toBe('idle')
    expect(late.send({ t: 'enter', id: 'a' })).toBe(false)
    expect(late.signal({ t: 'typing' })).toBe(false)
    expect(late.history(5)).toBe(false)
    late.resync()
    expect(calls).toEqual([])
  })

  test('opens what it fetched, and hands everything on from then', async () => {
    const { late, calls } = rig()
    late.open('flow')
    expect(late.connection.status).toBe('connecting')
    await settled()
    expect(late.connection.status).toBe('online')
    late.send({ t: 'enter', id: 'a' })
    late.signal({ t: 'typing' })
    late.history(5)
    late.resync()
    late.retry()
    late.end(error)
    late.open('other')
    late.close()
    const rest = ['resync', 'retry', 'end X', 'open other', 'close']
    expect(calls).toEqual(['open flow', 'send enter', 'signal typing', 'history 5', ...rest])
  })

  test('is fetched once, however often it is opened meanwhile, and opened with the last flow', async () => {
    let loads = 0
    const { late, calls } = rig(() => {
      loads += 1
      return Promise.resolve()
    })
    late.open('one')
    late.open('two')
    await settled()
    expect(loads).toBe(1)
    expect(calls).toEqual(['open two'])
  })

  test('closed while it is fetched, it is not opened', async () => {
    const { late, calls } = rig()
    late.open('flow')
    late.close()
    await settled()
    expect(calls).toEqual([])
  })

  test('ended while it is fetched, it stays ended', async () => {
    const { late, calls } = rig(() => Promise.reject(new Error('offline')))
    late.open('flow')
    late.end(error)
    await settled()
    expect(late.connection).toEqual({ status: 'failed', error })
    expect(calls).toEqual([])
  })

  test('what cannot be fetched fails with a reason, and is fetched again on retry', async () => {
    let isOffline = true
    const { late, calls, told } = rig(() => (isOffline ? Promise.reject(new Error('offline')) : Promise.resolve()))
    late.open('flow')
    await settled()
    expect(late.connection).toMatchObject({ status: 'failed', error: { code: 'TRANSPORT_NOT_LOADED' } })
    const before = told()
    isOffline = false
    late.retry()
    expect(told()).toBeGreaterThan(before)
    await settled()
    expect(calls).toEqual(['open flow'])
  })
})
