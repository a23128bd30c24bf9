import { expect, test } from '@jest/globals'
import { mapLink } from './map-link'

const place = { latitude: 31.23, longitude: 121.47, name: '人民广场', address: '黄浦区' }
const markerOf = (link: string) => new URL(link).searchParams.get('marker')

test('a place is shown on a map by its position, name and address', () => {
  expect(markerOf(mapLink(place))).toBe('coord:31.23,121.47;title:人民广场;addr:黄浦区')
})

test('a name cannot move the marker', () => {
  expect(markerOf(mapLink({ ...place, name: 'x;coord:0,0' }))).toBe('coord:31.23,121.47;title:x coord 0,0;addr:黄浦区')
})

test('a place without a name is called by its position', () => {
  expect(markerOf(mapLink({ ...place, name: '', address: '' }))).toContain('title:31.23,121.47')
})
