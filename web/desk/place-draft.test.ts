import { Content } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import { Value } from '@sinclair/typebox/value'
import { emptyPlace, type PlaceDraft, readPlace } from './place-draft'

const read = (written: Partial<PlaceDraft>) =>
  readPlace({ ...emptyPlace(), name: '人民广场店', latitude: '31.23', longitude: '121.47', ...written })

describe('a place', () => {
  test('is sent with what was written, without the white space around it', () => {
    const { content } = read({ name: ' 人民广场店 ', address: ' 黄浦区 ', latitude: ' 31.23 ' })
    expect(content).toEqual({
      kind: 'location',
      name: '人民广场店',
      address: '黄浦区',
      latitude: 31.23,
      longitude: 121.47,
    })
    expect(Value.Check(Content, content)).toBe(true)
  })

  test('needs no address', () => {
    expect(read({}).content).toMatchObject({ address: '' })
  })

  test.each([
    ['-90', '-180'],
    ['90', '180'],
    ['0', '+0.5'],
  ])('may be anywhere on earth: %s, %s', (latitude, longitude) => {
    const { content } = read({ latitude, longitude })
    expect(content).toMatchObject({ latitude: Number(latitude), longitude: Number(longitude) })
    expect(Value.Check(Content, content)).toBe(true)
  })

  test.each([
    ['name', ' '],
    ['latitude', ''],
    ['latitude', '90.00001'],
    ['latitude', '-91'],
    ['latitude', '31.23,121.47'],
    ['latitude', '31°13′'],
    ['latitude', '0x1f'],
    ['longitude', '180.1'],
    ['longitude', '-180.1'],
    ['longitude', '1e2'],
    ['longitude', 'NaN'],
  ] as const)('is not sent when its %s is "%s"', (field, text) => {
    const { faults, content } = read({ [field]: text })
    expect(content).toBeUndefined()
    expect(faults).toEqual({ name: false, latitude: false, longitude: false, [field]: true })
  })
})
