import { describe, expect, test } from '@jest/globals'
import { FakeStorage } from '../testing/fake-storage'
import { defaultPreferences, fitPane, PreferenceStore } from './preferences'

describe('preferences', () => {
  test('are each person’s own; a newcomer gets those of whoever came last', () => {
    const store = new PreferenceStore(new FakeStorage())
    store.save('a1', { ...defaultPreferences, muted: true })
    store.save('a2', { ...defaultPreferences, theme: 'dark' })
    expect(store.load('a1')).toMatchObject({ muted: true, theme: 'system' })
    expect(store.load(null)).toMatchObject({ muted: false, theme: 'dark' })
    expect(store.load('a3')).toMatchObject({ theme: 'dark' })
  })

  test('start with the defaults, and end with them when what is stored makes no sense', () => {
    const storage = new FakeStorage()
    const store = new PreferenceStore(storage)
    expect(store.load('a1')).toEqual(defaultPreferences)
    for (const bad of ['{', '[]', '3', '{"theme":"pink"}']) {
      storage.setItem('ccc-desk-preferences:a1', bad)
      expect(store.load('a1')).toEqual(defaultPreferences)
    }
  })

  test('of an older version keep what they have', () => {
    const storage = new FakeStorage()
    storage.setItem('ccc-desk-preferences:a1', '{"muted":true,"sessions":9999}')
    expect(new PreferenceStore(storage).load('a1')).toEqual({ ...defaultPreferences, muted: true, sessions: 440 })
  })

  test('last as long as the page when the storage takes nothing', () => {
    const storage = new FakeStorage()
    storage.isFull = true
    expect(() => new PreferenceStore(storage).save('a1', defaultPreferences)).not.toThrow()
  })

  test('keep a pane within its limits, in whole pixels', () => {
    expect([fitPane('sessions', 10), fitPane('sessions', 300.4), fitPane('customer', 900)]).toEqual([200, 300, 480])
  })
})
